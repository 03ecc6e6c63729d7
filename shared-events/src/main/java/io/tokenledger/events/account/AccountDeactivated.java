package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account was deactivated. Its keys, API tokens and sessions are refused until it is activated again. */
@StoredAs("account.deactivated")
public record AccountDeactivated(UUID accountId, @Nullable String reason) implements AccountEvent {}
