package io.tokenledger.architecture.violation.query.tokenlisting;

import io.tokenledger.architecture.violation.authentication.Opens;
import io.tokenledger.architecture.violation.command.deciding.Decides;
import io.tokenledger.architecture.violation.query.audittrail.Trails;
import io.tokenledger.events.organization.TokenCreation;
import java.time.Instant;

/**
 * Violation: a read model depends on the command side, on authentication, on another read model and on the system
 * clock.
 */
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
