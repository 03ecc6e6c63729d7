package io.tokenledger.console.user;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The accounts of people by username. Service accounts are on the pages of their organizations. */
@Controller
class UserListController {
    private static final int PAGE_SIZE = 100;

    private final ApiClient api;

    UserListController(ApiClient api) {
        this.api = api;
    }

    @GetMapping(UserAccounts.PAGES)
    String list(
            @RequestParam(name = "page", defaultValue = "1") int number,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        viewer.requireLedgerReader();
        String path = "/users?size=" + PAGE_SIZE + "&page=" + number;
        page.addAttribute("accounts", api.get(visitor, path));
        page.addAttribute("apiPath", path);
        return "console/users";
    }
}
