package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account was deactivated. Its keys, and API tokens exchanged for them, are refused until it is activated again. Its
 * sessions end permanently.
 */
@StoredAs("account.deactivated")
public record AccountDeactivated(
        UUID accountId, @Personal @Nullable String reason) implements AccountEvent {}
