package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The workspaces of an organization, and the accounts that may enter them. */
@Controller
@RequestMapping("/console/organizations/{organization}/workspaces")
class WorkspaceController {
    private final ApiClient api;
    private final Workspaces workspaces;
    private final Assignments assignments;
    private final AccountFinder accounts;

    WorkspaceController(ApiClient api, Workspaces workspaces, Assignments assignments, AccountFinder accounts) {
        this.api = api;
        this.workspaces = workspaces;
        this.assignments = assignments;
        this.accounts = accounts;
    }

    /** The workspaces; for administrators and auditors, also the assigned accounts. */
    @GetMapping
    String list(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(required = false) @Nullable UUID workspace,
            @RequestParam(name = "page", defaultValue = "1") int number,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        page.addAttribute("workspaces", workspaces.of(organization.id(), visitor));
        page.addAttribute("selected", workspace);
        if (viewer.reviews(organization.id())) {
            page.addAttribute("assignments", assignments.page(organization, workspace, null, number, visitor));
        }
        return "console/organization-workspaces";
    }

    @PostMapping
    String create(
            @ModelAttribute("organization") Organization organization,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("organization_id", organization.id());
        body.put("name", form.field("name").orElse(""));
        form.field("description").ifPresent(text -> body.put("description", text));
        form.field("url").ifPresent(text -> body.put("url", text));
        body.put("open_to_members", form.field("open").isPresent());
        try {
            api.change(visitor, "POST", "/workspaces", body);
            return "redirect:" + organization.page() + "/workspaces";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", body);
            return list(organization, null, 1, viewer, visitor, page);
        }
    }

    /** Gives an account a role in a workspace, and replaces an earlier one. */
    @PostMapping("/assignments")
    String assign(
            @ModelAttribute("organization") Organization organization,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        for (String field : List.of("workspace", "account", "role")) {
            typed.put(field, form.field(field).orElse(""));
        }
        page.addAttribute("typedAssignment", typed);
        try {
            UUID account = accounts.accountOf(organization, typed.getOrDefault("account", ""), visitor);
            assignments.put(typed.getOrDefault("workspace", ""), account, typed.getOrDefault("role", ""), visitor);
            return "redirect:" + organization.page() + "/workspaces?assigned";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return list(organization, null, 1, viewer, visitor, page);
        }
    }
}
