package io.tokenledger.console.user;

import io.tokenledger.api.request.FormBody;
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
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The account of a person: organizations, roles of the instance, password and state. */
@Controller
@RequestMapping(UserAccounts.PAGES + "/{id}")
class UserController {
    private static final List<String> ROLES = List.of("superuser", "auditor", "introspector");

    private final UserAccounts users;

    UserController(UserAccounts users) {
        this.users = users;
    }

    @GetMapping
    String show(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        UserAccount account = users.one(id, visitor);
        if (account.isServiceAccount()) {
            return "redirect:" + account.page();
        }
        page.addAttribute("account", account);
        return "console/user";
    }

    /** Replaces the roles of the instance. */
    @PostMapping("/roles")
    String changeRoles(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        List<String> roles =
                ROLES.stream().filter(role -> form.field(role).isPresent()).toList();
        page.addAttribute("typedRoles", roles);
        String shown = change(id, "roles", () -> Map.of("roles", roles), form, viewer, visitor, response, page);
        boolean keepsPages = roles.contains("superuser") || roles.contains("auditor");
        return shown.startsWith("redirect:") && id.equals(viewer.id()) && !keepsPages
                ? "redirect:/console/account"
                : shown;
    }

    /** Changes name and mail address. The API keeps a mail address that is left empty. */
    @PostMapping("/details")
    String describe(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put("name", form.field("name").orElse(""));
        form.field("email").ifPresent(email -> typed.put("email", email.strip()));
        page.addAttribute("typedDetails", typed);
        return change(id, "details", () -> typed, form, viewer, visitor, response, page);
    }

    @PostMapping("/password")
    String setPassword(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        return change(
                id,
                "password",
                () -> Map.of("password", UserAccounts.password(form)),
                form,
                viewer,
                visitor,
                response,
                page);
    }

    @PostMapping("/activate")
    String activate(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        return change(id, "active", () -> Map.of("active", true), form, viewer, visitor, response, page);
    }

    /**
     * Sends a change, and shows the page again if it is rejected.
     *
     * @param what name of the form, for the page
     */
    private String change(
            UUID id,
            String what,
            Supplier<Map<String, Object>> values,
            FormBody form,
            Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            users.change(id, values.get(), form, visitor);
            return "redirect:" + UserAccounts.PAGES + "/" + id + "?changed=" + what;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reasons", Map.of(what, UserAccounts.reason(form)));
            return show(id, viewer, visitor, page);
        }
    }
}
