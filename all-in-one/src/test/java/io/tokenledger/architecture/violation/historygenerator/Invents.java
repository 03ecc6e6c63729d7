package io.tokenledger.architecture.violation.historygenerator;

import io.tokenledger.architecture.violation.query.audittrail.Trails;

/** Offends: a history looks up in a read model what a read model shall be checked against. */
public final class Invents {
    private final Trails trails = new Trails();

    @Override
    public String toString() {
        return trails.toString();
    }
}
