package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token policy was tried on history; null for an organization means all accounts, null for {@code to} means up to now. */
@StoredAs("ledger.policy_simulated")
public record PolicySimulated(
        @Nullable UUID organizationId,
        TokenPolicy policy,
        Instant from,
        @Nullable Instant to) implements OperatorAuditEvent {}
