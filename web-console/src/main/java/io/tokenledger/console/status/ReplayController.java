package io.tokenledger.console.status;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Starts and deletes replays: a comparison with the events, or a rebuild from them. */
@Controller
class ReplayController {
    private final ApiClient api;
    private final StatusPage status;

    ReplayController(ApiClient api, StatusPage status) {
        this.api = api;
        this.status = status;
    }

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

    @PostMapping(StatusPage.PAGE + "/replays/{id}/delete")
    String delete(@PathVariable UUID id, Visitor visitor, HttpServletResponse response, Model page) {
        try {
            api.change(visitor, "DELETE", StatusPage.REPLAYS + "/" + id, null);
            return "redirect:" + StatusPage.PAGE;
        } catch (ApiProblemException rejected) {
            return status.rejected(rejected, visitor, response, page);
        }
    }
}
