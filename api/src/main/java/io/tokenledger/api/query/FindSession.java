package io.tokenledger.api.query;

import java.time.Duration;
import java.util.UUID;

/**
 * Finds a session of the account. The result is a {@link FoundSession.Answer}, sent once the listing has applied the
 * event at this position or the wait times out.
 *
 * @param jti id of the session's API token
 * @param timeout maximum time to wait for the listing
 */
public record FindSession(UUID accountId, String jti, long position, Duration timeout) {}
