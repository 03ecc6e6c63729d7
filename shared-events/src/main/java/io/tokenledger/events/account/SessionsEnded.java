package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of the account ended; its API keys and their API tokens go on.
 *
 * @param sessionGeneration generation that sessions have which begin from now on
 */
@StoredAs("account.sessions_ended")
public record SessionsEnded(
        UUID accountId, int sessionGeneration, @Nullable String reason) implements AccountEvent {}
