package io.tokenledger.query.storage;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the size of the store. */
@RestController
class StorageEndpoint {
    private final StorageReporter reporter;

    StorageEndpoint(StorageReporter reporter) {
        this.reporter = reporter;
    }

    @GetMapping("/ledger/storage")
    @Requires(Action.LEDGER_READ)
    StorageReport read() {
        return reporter.report();
    }
}
