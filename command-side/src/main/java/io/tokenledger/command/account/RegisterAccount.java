package io.tokenledger.command.account;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Registers an account. An account without a password has no local sign-in.
 *
 * @param organizationId organization that a service account belongs to; null for a user
 */
record RegisterAccount(
        @TargetAggregateIdentifier UUID accountId,
        AccountKind kind,
        Username username,
        String name,
        @Nullable String email,
        Set<InstanceRole> roles,
        @Nullable String description,
        @Nullable UUID organizationId,
        @Nullable PasswordHash password) {}
