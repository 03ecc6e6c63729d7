package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import io.tokenledger.console.token.KeyUses;
import io.tokenledger.console.token.TokenList;
import io.tokenledger.console.token.TokenRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The service accounts of an organization, and one of them with its keys and workspaces. */
@Controller
@RequestMapping("/console/organizations/{organization}/service-accounts")
class ServiceAccountController {
    private static final String TOKENS = "/ledger/tokens";
    private static final int PAGE_SIZE = 100;

    private final ApiClient api;
    private final Workspaces workspaces;
    private final Assignments assignments;
    private final KeyUses uses;

    ServiceAccountController(ApiClient api, Workspaces workspaces, Assignments assignments, KeyUses uses) {
        this.api = api;
        this.workspaces = workspaces;
        this.assignments = assignments;
        this.uses = uses;
    }

    @GetMapping
    String list(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(name = "page", defaultValue = "1") int number,
            Visitor visitor,
            Model page) {
        page.addAttribute("accounts", api.get(visitor, api(organization) + "?size=" + PAGE_SIZE + "&page=" + number));
        return "console/organization-service-accounts";
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
        body.put("username", form.field("username").orElse(""));
        form.field("description").ifPresent(text -> body.put("description", text));
        try {
            JsonNode created = api.send(visitor, "POST", api(organization), body, JsonNode.class);
            return "redirect:" + pages(organization) + "/" + created.get("id").asString();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", body);
            return list(organization, 1, visitor, page);
        }
    }

    @GetMapping("/{serviceAccount}")
    String show(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(name = "page", defaultValue = "1") int number,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        JsonNode account = account(organization, serviceAccount, visitor, page);
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("owner", serviceAccount);
        page.addAttribute("apiPath", Encoding.path(TOKENS, parameters));
        parameters.put("cursor", cursor);
        page.addAttribute("tokens", api.get(visitor, Encoding.path(TOKENS, parameters), TokenList.class));
        page.addAttribute(
                "routes",
                TokenRoutes.of(new TokenRoutes.ServiceAccount(
                        organization.id(),
                        organization.name(),
                        serviceAccount,
                        account.path("username").asString(""))));
        page.addAttribute("assignments", assignments.page(organization, null, serviceAccount, number, visitor));
        if (viewer.administers(organization.id())) {
            page.addAttribute("workspaces", workspaces.of(organization.id(), visitor));
        }
        return "console/organization-service-account";
    }

    /** Gives the account a role in a workspace, and replaces an earlier one. */
    @PostMapping("/{serviceAccount}/assignments")
    String assign(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        String workspace = form.field("workspace").orElse("");
        String role = form.field("role").orElse("");
        try {
            assignments.put(workspace, serviceAccount, role, visitor);
            return "redirect:" + pages(organization) + "/" + serviceAccount + "?assigned";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typedAssignment", Map.of("workspace", workspace, "role", role));
            return show(organization, serviceAccount, null, 1, viewer, visitor, page);
        }
    }

    /** Asks before an action, and shows how the keys were used. */
    @GetMapping("/{serviceAccount}/{action:deactivate|delete}")
    String ask(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            @PathVariable String action,
            Visitor visitor,
            Model page) {
        account(organization, serviceAccount, visitor, page);
        page.addAttribute("action", action);
        page.addAttribute("uses", uses.of(serviceAccount, visitor));
        return "console/organization-service-account-stop";
    }

    @PostMapping("/{serviceAccount}/delete")
    String delete(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            Visitor visitor) {
        api.change(visitor, "DELETE", api(organization) + "/" + serviceAccount, null);
        return "redirect:" + pages(organization);
    }

    @PostMapping("/{serviceAccount}/{action:deactivate|activate}")
    String setActive(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            @PathVariable String action,
            Visitor visitor) {
        return change(organization, serviceAccount, Map.of("active", action.equals("activate")), visitor);
    }

    @PostMapping("/{serviceAccount}/edit")
    String edit(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID serviceAccount,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        Map<String, Object> typed =
                Map.of("description", FormBody.of(request).field("description").orElse(""));
        try {
            return change(organization, serviceAccount, typed, visitor);
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", typed);
            return show(organization, serviceAccount, null, 1, viewer, visitor, page);
        }
    }

    private String change(Organization organization, UUID account, Map<String, Object> body, Visitor visitor) {
        api.change(visitor, "PATCH", api(organization) + "/" + account, body);
        return "redirect:" + pages(organization) + "/" + account;
    }

    private JsonNode account(Organization organization, UUID id, Visitor visitor, Model page) {
        JsonNode account = api.get(visitor, api(organization) + "/" + id);
        page.addAttribute("account", account);
        return account;
    }

    private static String api(Organization organization) {
        return organization.api() + "/service_accounts";
    }

    private static String pages(Organization organization) {
        return organization.page() + "/service-accounts";
    }
}
