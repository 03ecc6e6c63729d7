package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account's display name, e-mail address or description changed. The event contains all current values. */
@StoredAs("account.described")
public record AccountDescribed(
        UUID accountId,
        String name,
        @Nullable String email,
        @Nullable String description) implements AccountEvent {}
