package io.tokenledger.console.user;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.page.Viewer;

/** Rejects viewers for whom a page is not meant. The API decides what the others may do. */
final class UserAccess {
    private UserAccess() {}

    static void requireLedgerReader(Viewer viewer) {
        if (!viewer.readsLedger()) {
            throw forbidden("This page is for superusers and auditors of the ledger.", "the role of an auditor");
        }
    }

    static void requireSuperuser(Viewer viewer) {
        if (!viewer.isSuperuser()) {
            throw forbidden("This page is for superusers of the ledger.", "the change");
        }
    }

    private static ApiProblemException forbidden(String problem, String remedy) {
        return new ApiProblemException(403, "forbidden", problem, "Ask a superuser for " + remedy + ".");
    }
}
