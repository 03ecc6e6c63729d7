package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token policy was simulated on history.
 *
 * @param organizationId organization whose accounts the simulation considers; null for all accounts
 * @param to end of the simulated time; null for the current time
 */
@StoredAs("ledger.policy_simulated")
public record PolicySimulated(
        @Nullable UUID organizationId,
        TokenPolicy policy,
        Instant from,
        @Nullable Instant to) implements OperatorAuditEvent {}
