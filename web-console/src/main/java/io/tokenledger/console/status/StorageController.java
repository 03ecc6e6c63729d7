package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The size of the store, its growth, and what a retention of uses would free. */
@Controller
class StorageController {
    private static final String PAGE = StatusPage.PAGE + "/storage";
    private static final String API = "/ledger/storage";

    private static final Map<String, String> PARTS = Map.of(
            "uses", "Uses of credentials",
            "other_events", "All other events",
            "audit_trail", "Audit trail",
            "last_uses", "Last uses",
            "other_read_models", "Other read models",
            "lookup_tables", "Lookup tables");

    private final ApiClient api;

    StorageController(ApiClient api) {
        this.api = api;
    }

    @GetMapping(PAGE)
    String show(@ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        page.addAttribute("storage", api.get(visitor, API));
        page.addAttribute("parts", PARTS);
        page.addAttribute("sizes", new Sizes());
        page.addAttribute("apiPath", API);
        return "console/storage";
    }
}
