package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.page.Viewer;

/** Rejects viewers for whom a page would be empty. The API decides what the others see. */
final class ReviewAccess {
    private ReviewAccess() {}

    static void requireReviewer(Viewer viewer) {
        if (!viewer.reviews()) {
            throw new ApiProblemException(
                    403,
                    "forbidden",
                    "This page is for administrators and auditors.",
                    "Ask an administrator of your organization for the role of an auditor.");
        }
    }
}
