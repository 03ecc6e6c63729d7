package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account exists from now on. Passwords are kept apart from events.
 *
 * @param organizationId which organization a service account belongs to; null for a user
 */
@StoredAs("account.registered")
public record AccountRegistered(
        UUID accountId,
        AccountKind kind,
        String username,
        String name,
        @Nullable String email,
        Set<InstanceRole> roles,
        @Nullable String description,
        @Nullable UUID organizationId)
        implements AccountEvent {}
