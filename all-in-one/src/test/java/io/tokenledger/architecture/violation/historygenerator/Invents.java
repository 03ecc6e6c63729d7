package io.tokenledger.architecture.violation.historygenerator;

import io.tokenledger.architecture.violation.query.audittrail.Trails;

/** Violation: the history generator depends on the read model that its histories are meant to check. */
public final class Invents {
    private final Trails trails = new Trails();

    @Override
    public String toString() {
        return trails.toString();
    }
}
