package io.tokenledger.events.use;

import io.tokenledger.events.LedgerEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A presented credential, accepted or refused. One event may stand for several uses that differ in nothing but their
 * time: {@code count} of them, from {@code first} to {@code last}.
 */
public sealed interface UseEvent extends LedgerEvent permits TokenUsed, TokenUseRefused {
    Channel channel();

    /** Source address, without a port. */
    String ip();

    /** At most 512 characters. */
    @Nullable
    String userAgent();

    /** What the first of these uses was for: method and path, or the audience. */
    @Nullable
    String target();

    Instant first();

    Instant last();

    long count();
}
