package io.tokenledger.console.status;

import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The state of the ledger itself: projections, replays and sinks. */
@Controller
class StatusController {
    private final StatusPage status;

    StatusController(StatusPage status) {
        this.status = status;
    }

    @GetMapping(StatusPage.PAGE)
    String show(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        StatusAccess.requireLedgerReader(viewer);
        return status.show(visitor, page);
    }

    /** The replays alone, for the page that follows their progress. */
    @GetMapping(StatusPage.PAGE + "/replays")
    String replays(Visitor visitor, Model page) {
        status.addReplays(visitor, page);
        return "console/status-parts :: replays";
    }
}
