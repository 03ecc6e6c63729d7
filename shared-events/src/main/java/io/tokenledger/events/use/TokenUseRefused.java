package io.tokenledger.events.use;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credential was refused. Where no key is known, {@code fingerprint} tells equal values apart without giving them away. */
@StoredAs("token.use_refused")
public record TokenUseRefused(
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Nullable String fingerprint,
        UseRefusalReason reason,
        Channel channel,
        String ip,
        @Nullable String userAgent,
        @Nullable String target,
        Instant first,
        Instant last,
        long count)
        implements UseEvent {}
