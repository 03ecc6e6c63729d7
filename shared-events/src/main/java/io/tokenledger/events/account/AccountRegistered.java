package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account exists from now on. Passwords are kept apart from events. */
@StoredAs("account.registered")
public record AccountRegistered(
        UUID accountId,
        AccountKind kind,
        String username,
        String name,
        @Nullable String email,
        Set<InstanceRole> roles) implements AccountEvent {}
