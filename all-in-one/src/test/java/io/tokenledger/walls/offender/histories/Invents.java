package io.tokenledger.walls.offender.histories;

import io.tokenledger.walls.offender.query.audittrail.Trails;

/** Offends: a history looks up in a read model what a read model shall be checked against. */
public final class Invents {
    private final Trails trails = new Trails();

    @Override
    public String toString() {
        return trails.toString();
    }
}
