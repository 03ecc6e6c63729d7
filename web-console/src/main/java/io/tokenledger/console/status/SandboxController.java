package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.AsOfText;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Lists and builds sandboxes: copies of all read models as of a point in time. */
@Controller
class SandboxController {
    static final String PAGE = StatusPage.PAGE + "/sandboxes";

    private final ApiClient api;
    private final Replays replays;
    private final AsOfText asOfText;

    SandboxController(ApiClient api, Replays replays, AsOfText asOfText) {
        this.api = api;
        this.replays = replays;
        this.asOfText = asOfText;
    }

    @GetMapping(PAGE)
    String list(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        return list("", visitor, page);
    }

    /** The sandboxes alone, for the page that follows their progress. */
    @GetMapping(PAGE + "/progress")
    String progress(Visitor visitor, Model page) {
        replays.addSandboxes(visitor, page);
        return "console/replay-parts :: sandboxes";
    }

    @PostMapping(PAGE)
    String build(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model page)
            throws IOException {
        String typed = FormBody.of(request).field("as_of").orElse("").strip();
        String asOf = asOfText.read(typed);
        try {
            JsonNode sandbox = api.send(
                    visitor, "POST", Replays.API, asOf.isEmpty() ? Map.of() : Map.of("as_of", asOf), JsonNode.class);
            return "redirect:" + Replays.PAGE + "/" + sandbox.get("id").asString();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return list(typed, visitor, page);
        }
    }

    private String list(String asOf, Visitor visitor, Model page) {
        replays.addSandboxes(visitor, page);
        page.addAttribute("asOf", asOf);
        page.addAttribute("apiPath", Replays.API);
        return "console/sandboxes";
    }
}
