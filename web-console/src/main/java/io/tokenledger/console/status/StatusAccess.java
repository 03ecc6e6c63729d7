package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.page.Viewer;

/** Rejects viewers who may not read the whole ledger. The API decides what the others may do. */
final class StatusAccess {
    private StatusAccess() {}

    static void requireLedgerReader(Viewer viewer) {
        if (!viewer.readsLedger()) {
            throw new ApiProblemException(
                    403,
                    "forbidden",
                    "This page is for superusers and auditors of the ledger.",
                    "Ask a superuser for the role of an auditor.");
        }
    }
}
