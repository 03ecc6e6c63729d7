package io.tokenledger.console.status;

import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The state of the projections, and their replays. */
@Controller
class StatusController {
    private final StatusPage status;
    private final Replays replays;

    StatusController(StatusPage status, Replays replays) {
        this.status = status;
        this.replays = replays;
    }

    @GetMapping(StatusPage.PAGE)
    String show(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        return status.show(visitor, page);
    }

    /** The replays alone, for the page that follows their progress. */
    @GetMapping(Replays.PAGE)
    String replays(Visitor visitor, Model page) {
        replays.addOfProjections(visitor, page);
        return "console/replay-parts :: list";
    }
}
