package io.tokenledger.events.use;

import io.tokenledger.events.CountedEvent;
import org.jspecify.annotations.Nullable;

/** A presented credential, accepted or refused. */
public sealed interface UseEvent extends CountedEvent permits TokenUsed, TokenUseRefused {
    Channel channel();

    /** Source address, without a port. */
    String ip();

    /** At most 512 characters. */
    @Nullable
    String userAgent();

    /** What the first of these uses was for: method and path, or the audience. */
    @Nullable
    String target();
}
