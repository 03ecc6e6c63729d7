package io.tokenledger.console.user;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

/** Lists deleted accounts, and erases the personal data of one after a page that says what is destroyed and what stays. */
@Controller
@RequestMapping(DeletedAccounts.PAGES)
class DeletedAccountController {
    private final DeletedAccounts accounts;
    private final OrganizationNames organizations;

    DeletedAccountController(DeletedAccounts accounts, OrganizationNames organizations) {
        this.accounts = accounts;
        this.organizations = organizations;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        UserAccess.requireSuperuser(viewer);
        String path = DeletedAccounts.path(cursor);
        page.addAttribute("accounts", accounts.page(path, visitor));
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        page.addAttribute("apiPath", path);
        return "console/users-deleted";
    }

    /** Also the result of an erasure. */
    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        UserAccess.requireSuperuser(viewer);
        page.addAttribute("account", accounts.one(id, visitor));
        page.addAttribute("organizations", organizations.of(viewer, visitor));
        return "console/user-deleted";
    }

    @GetMapping("/{id}/erase")
    String ask(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        show(id, viewer, visitor, page);
        return "console/user-erase";
    }

    @PostMapping("/{id}/erase")
    String erase(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String reason = UserAccounts.reason(FormBody.of(request));
        try {
            accounts.erase(id, reason, visitor);
            return "redirect:" + DeletedAccounts.PAGES + "/" + id + "?erased";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", reason);
            return ask(id, viewer, visitor, page);
        }
    }
}
