package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account's display name, e-mail address or description changed. The event contains all current values. */
@StoredAs("account.described")
public record AccountDescribed(
        UUID accountId,
        @Personal String name,
        @Personal @Nullable String email,
        @Personal @Nullable String description) implements AccountEvent {}
