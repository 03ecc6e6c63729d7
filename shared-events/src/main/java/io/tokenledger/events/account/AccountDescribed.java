package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account's display name or address changed; both are given as they stand now. */
@StoredAs("account.described")
public record AccountDescribed(
        UUID accountId, String name, @Nullable String email) implements AccountEvent {}
