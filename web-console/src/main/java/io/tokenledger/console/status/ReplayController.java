package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Starts replays of a projection. Shows a replay, its progress and its result, and deletes it. */
@Controller
class ReplayController {
    private static final String ONE = Replays.PAGE + "/{id}";

    private final ApiClient api;
    private final Replays replays;
    private final StatusPage status;

    ReplayController(ApiClient api, Replays replays, StatusPage status) {
        this.api = api;
        this.replays = replays;
        this.status = status;
    }

    /** Starts a comparison with the events, or a rebuild from them. */
    @PostMapping(StatusPage.PAGE + "/projections/{name}/replays")
    String start(
            @PathVariable String name,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        boolean rebuild = FormBody.of(request).field("purpose").orElse("").equals("rebuild");
        try {
            api.change(
                    visitor,
                    "POST",
                    "/ledger/projections/" + Encoding.segment(name) + "/replays",
                    Map.of("verify", !rebuild));
            return "redirect:" + StatusPage.PAGE;
        } catch (ApiProblemException rejected) {
            return status.rejected(rejected, visitor, response, page);
        }
    }

    @GetMapping(ONE)
    String show(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        replays.addOne(id, visitor, page);
        return "console/replay";
    }

    /** The state of the replay alone, for the page that follows its progress. */
    @GetMapping(ONE + "/progress")
    String progress(@PathVariable UUID id, Visitor visitor, Model page) {
        try {
            replays.addOne(id, visitor, page);
            return "console/replay-parts :: one";
        } catch (ApiProblemException problem) {
            if (problem.status() != 404) {
                throw problem;
            }
            return "console/replay-parts :: deleted";
        }
    }

    /** Asks first, and shows what would end. */
    @GetMapping(ONE + "/delete")
    String ask(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        replays.addOne(id, visitor, page);
        return "console/replay-delete";
    }

    @PostMapping(ONE + "/delete")
    String delete(@PathVariable UUID id, Visitor visitor, HttpServletResponse response, Model page) {
        JsonNode replay = api.get(visitor, Replays.path(id));
        try {
            api.change(visitor, "DELETE", Replays.path(id), null);
            return "redirect:" + (Replays.isSandbox(replay) ? SandboxController.PAGE : StatusPage.PAGE);
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            replays.addOne(id, visitor, page);
            return "console/replay-delete";
        }
    }
}
