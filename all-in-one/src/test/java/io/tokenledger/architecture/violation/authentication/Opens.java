package io.tokenledger.architecture.violation.authentication;

import io.tokenledger.architecture.violation.query.audittrail.Trails;

/** Offends: the door looks into a side. */
public final class Opens {
    private final Trails trails = new Trails();

    @Override
    public String toString() {
        return trails.toString();
    }
}
