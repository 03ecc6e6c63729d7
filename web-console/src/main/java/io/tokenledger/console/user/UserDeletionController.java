package io.tokenledger.console.user;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import io.tokenledger.console.token.KeyUses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Deletes the account of a person, after a page that shows how its tokens were used. */
@Controller
@RequestMapping(UserAccounts.PAGES + "/{id}/delete")
class UserDeletionController {
    private final UserAccounts users;
    private final KeyUses uses;

    UserDeletionController(UserAccounts users, KeyUses uses) {
        this.users = users;
        this.uses = uses;
    }

    @GetMapping
    String ask(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        UserAccess.requireSuperuser(viewer);
        UserAccount account = users.one(id, visitor);
        if (account.isServiceAccount()) {
            return "redirect:" + account.page() + "/delete";
        }
        page.addAttribute("account", account);
        page.addAttribute("uses", uses.of(id, visitor));
        return "console/user-delete";
    }

    @PostMapping
    String delete(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        try {
            users.delete(id, form, visitor);
            return "redirect:" + UserAccounts.PAGES + "?deleted";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", UserAccounts.reason(form));
            return ask(id, viewer, visitor, page);
        }
    }
}
