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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** Creates the account of a person who signs in with a password. */
@Controller
class NewUserController {
    private static final List<String> TEXTS = List.of("username", "name", "email");

    private final UserAccounts users;

    NewUserController(UserAccounts users) {
        this.users = users;
    }

    @GetMapping(UserAccounts.PAGES + "/new")
    String form(@ModelAttribute("viewer") Viewer viewer, Model page) {
        return form(Map.of(), "", viewer, page);
    }

    @PostMapping(UserAccounts.PAGES)
    String create(
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> typed = new LinkedHashMap<>();
        for (String text : TEXTS) {
            form.field(text).map(String::strip).ifPresent(value -> typed.put(text, value));
        }
        try {
            Map<String, Object> values = new LinkedHashMap<>(typed);
            values.values().removeIf(""::equals);
            values.put("password", UserAccounts.password(form));
            return "redirect:" + users.create(values, form, visitor).page() + "?created";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return form(typed, UserAccounts.reason(form), viewer, page);
        }
    }

    private static String form(Map<String, Object> typed, String reason, Viewer viewer, Model page) {
        UserAccess.requireSuperuser(viewer);
        page.addAttribute("typed", typed);
        page.addAttribute("reason", reason);
        return "console/user-new";
    }
}
