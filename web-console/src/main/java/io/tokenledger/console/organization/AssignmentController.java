package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.KeyUses;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Removes an assignment after a page that shows how the tokens of the account were used. The page leads back to the
 * workspaces or to the service account, from which it was opened.
 */
@Controller
@RequestMapping("/console/organizations/{organization}")
class AssignmentController {
    private static final String OF_WORKSPACE = "/workspaces/{workspace}/assignments/{account}/remove";
    private static final String OF_SERVICE_ACCOUNT = "/service-accounts/{account}/assignments/{workspace}/remove";

    private final Assignments assignments;
    private final KeyUses uses;

    AssignmentController(Assignments assignments, KeyUses uses) {
        this.assignments = assignments;
        this.uses = uses;
    }

    @GetMapping(OF_WORKSPACE)
    String askOnWorkspaces(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID workspace,
            @PathVariable UUID account,
            Visitor visitor,
            Model page) {
        page.addAttribute("back", "/workspaces");
        page.addAttribute("action", "/workspaces/" + workspace + "/assignments/" + account + "/remove");
        return ask(organization, workspace, account, visitor, page);
    }

    @PostMapping(OF_WORKSPACE)
    String removeOnWorkspaces(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID workspace,
            @PathVariable UUID account,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            assignments.remove(workspace, account, visitor);
            return "redirect:" + organization.page() + "/workspaces?removed";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return askOnWorkspaces(organization, workspace, account, visitor, page);
        }
    }

    @GetMapping(OF_SERVICE_ACCOUNT)
    String askOnServiceAccount(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            @PathVariable UUID workspace,
            Visitor visitor,
            Model page) {
        page.addAttribute("back", "/service-accounts/" + account);
        page.addAttribute("action", "/service-accounts/" + account + "/assignments/" + workspace + "/remove");
        return ask(organization, workspace, account, visitor, page);
    }

    @PostMapping(OF_SERVICE_ACCOUNT)
    String removeOnServiceAccount(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            @PathVariable UUID workspace,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            assignments.remove(workspace, account, visitor);
            return "redirect:" + organization.page() + "/service-accounts/" + account + "?removed";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return askOnServiceAccount(organization, account, workspace, visitor, page);
        }
    }

    private String ask(Organization organization, UUID workspace, UUID account, Visitor visitor, Model page) {
        page.addAttribute("assignment", assignments.one(organization, workspace, account, visitor));
        page.addAttribute("uses", uses.of(account, visitor));
        return "console/organization-assignment-remove";
    }
}
