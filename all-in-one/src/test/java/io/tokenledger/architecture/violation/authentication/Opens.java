package io.tokenledger.architecture.violation.authentication;

import io.tokenledger.architecture.violation.query.audittrail.Trails;

/** Violation: authentication depends on the query side. */
public final class Opens {
    private final Trails trails = new Trails();

    @Override
    public String toString() {
        return trails.toString();
    }
}
