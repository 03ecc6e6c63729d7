package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account was registered. Passwords are stored apart from events.
 *
 * @param organizationId organization that a service account belongs to; null for a user
 */
@StoredAs("account.registered")
public record AccountRegistered(
        UUID accountId,
        AccountKind kind,
        @Personal String username,
        @Personal String name,
        @Personal @Nullable String email,
        Set<InstanceRole> roles,
        @Personal @Nullable String description,
        @Nullable UUID organizationId)
        implements AccountEvent {}
