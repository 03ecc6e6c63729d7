package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account's display name, address or description changed; all are given as they stand now. */
@StoredAs("account.described")
public record AccountDescribed(
        UUID accountId,
        String name,
        @Nullable String email,
        @Nullable String description) implements AccountEvent {}
