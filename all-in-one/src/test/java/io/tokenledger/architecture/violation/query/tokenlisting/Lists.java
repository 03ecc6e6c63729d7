package io.tokenledger.architecture.violation.query.tokenlisting;

import io.tokenledger.architecture.violation.authentication.Opens;
import io.tokenledger.architecture.violation.command.deciding.Decides;
import io.tokenledger.architecture.violation.query.audittrail.Trails;
import io.tokenledger.events.organization.TokenCreation;
import java.time.Instant;

/** Offends: a read model looks into the command side, into the door, into another read model, and at the system's clock. */
public final class Lists {
    private final Trails trails = new Trails();
    private final Opens opens = new Opens();

    public Class<?> decides() {
        return Decides.class;
    }

    public boolean isRestricted(TokenCreation creation) {
        return creation == TokenCreation.FORBIDDEN;
    }

    @Override
    public String toString() {
        return trails + " " + opens + " " + Instant.now();
    }
}
