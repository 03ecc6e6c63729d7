package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of the account ended. Its API keys and their API tokens stay valid.
 *
 * @param sessionGeneration generation of sessions that begin after this event
 */
@StoredAs("account.sessions_ended")
public record SessionsEnded(
        UUID accountId,
        int sessionGeneration,
        @Personal @Nullable String reason) implements AccountEvent {}
