package io.tokenledger.api.query;

import java.time.Duration;
import java.util.UUID;

/**
 * Asked by the command side: does the account have this session? Answered by {@link FoundSession.Answer} once the listing is at
 * the position, or once {@code patience} is over.
 */
public record FindSession(UUID accountId, String jti, long position, Duration patience) {}
