package io.tokenledger.console.user;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.page.Viewer;

/** Rejects viewers who may not change the accounts of people. */
final class UserAccess {
    private UserAccess() {}

    static void requireSuperuser(Viewer viewer) {
        if (!viewer.isSuperuser()) {
            throw new ApiProblemException(
                    403, "forbidden", "This page is for superusers of the ledger.", "Ask a superuser for the change.");
        }
    }
}
