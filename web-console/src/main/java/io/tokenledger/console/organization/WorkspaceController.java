package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** The workspaces of an organization, and the accounts that may enter them. */
@Controller
@RequestMapping("/console/organizations/{organization}/workspaces")
class WorkspaceController {
    private static final String WORKSPACES = "/workspaces";
    private static final int PAGE_SIZE = 500;

    /** The list of the API has no filter by organization, so a page reads only this many workspaces. */
    private static final int MAX_READ = 5_000;

    private final ApiClient api;
    private final AccountFinder accounts;

    WorkspaceController(ApiClient api, AccountFinder accounts) {
        this.api = api;
        this.accounts = accounts;
    }

    @GetMapping
    String list(@ModelAttribute("organization") Organization organization, Visitor visitor, Model page) {
        page.addAttribute("workspaces", workspaces(organization.id(), visitor));
        return "console/organization-workspaces";
    }

    @PostMapping
    String create(
            @ModelAttribute("organization") Organization organization,
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
            api.change(visitor, "POST", WORKSPACES, body);
            return "redirect:" + organization.page() + "/workspaces";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", body);
            return list(organization, visitor, page);
        }
    }

    /** Gives an account a role in a workspace, or takes it away. */
    @PostMapping("/assignments")
    String assign(
            @ModelAttribute("organization") Organization organization,
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
        page.addAttribute("assignment", typed);
        boolean removes = form.field("action").filter("remove"::equals).isPresent();
        try {
            UUID account = accounts.accountOf(organization, typed.getOrDefault("account", ""), visitor);
            String path = WORKSPACES + "/" + Encoding.segment(typed.getOrDefault("workspace", "")) + "/assignments/"
                    + account;
            if (removes) {
                api.change(visitor, "DELETE", path, null);
            } else {
                api.change(visitor, "PUT", path, Map.of("role", typed.getOrDefault("role", "")));
            }
            return "redirect:" + organization.page() + "/workspaces?" + (removes ? "removed" : "assigned");
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return list(organization, visitor, page);
        }
    }

    private List<JsonNode> workspaces(UUID organization, Visitor visitor) {
        List<JsonNode> found = new ArrayList<>();
        for (int offset = 0; offset < MAX_READ; offset += PAGE_SIZE) {
            JsonNode read = api.get(visitor, WORKSPACES + "?limit=" + PAGE_SIZE + "&offset=" + offset);
            for (JsonNode workspace : read) {
                if (workspace.path("organization_id").asString("").equals(organization.toString())) {
                    found.add(workspace);
                }
            }
            if (read.size() < PAGE_SIZE) {
                break;
            }
        }
        return found;
    }
}
