package io.tokenledger.command.account;

import io.tokenledger.events.account.InstanceRole;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Changes an account in one transaction. Values that are null stay unchanged. */
record ChangeAccount(
        @TargetAggregateIdentifier UUID accountId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String description,
        @Nullable Set<InstanceRole> roles,
        @Nullable Boolean active,
        @Nullable PasswordHash password) {}
