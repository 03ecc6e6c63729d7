package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The viewer's organizations; all of them for superusers and auditors of the instance. */
@Controller
class OrganizationListController {
    private static final String ORGANIZATIONS = "/organizations";
    private static final int PAGE_SIZE = 50;

    private final ApiClient api;

    OrganizationListController(ApiClient api) {
        this.api = api;
    }

    @GetMapping("/console/organizations")
    String list(@RequestParam(defaultValue = "0") int offset, Visitor visitor, Model page) {
        page.addAttribute(
                "organizations",
                api.get(visitor, ORGANIZATIONS + "?limit=" + PAGE_SIZE + "&offset=" + Math.max(offset, 0)));
        page.addAttribute("nextOffset", Math.max(offset, 0) + PAGE_SIZE);
        return "console/organizations";
    }

    @PostMapping("/console/organizations")
    String create(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", form.field("name").orElse(""));
        form.field("description").ifPresent(text -> body.put("description", text));
        try {
            return "redirect:"
                    + api.send(visitor, "POST", ORGANIZATIONS, body, Organization.class)
                            .page();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", body);
            return list(0, visitor, page);
        }
    }
}
