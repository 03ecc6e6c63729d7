package io.tokenledger.query.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that is alive.
 *
 * @param jti names it; to end it, send it to {@code DELETE /users/me/sessions/{jti}}
 * @param ip address that signed in
 * @param current whether the request that reads this was made in it
 */
record SessionResource(
        String jti,
        Instant created,
        Instant expiresAt,
        String ip,
        @Nullable String userAgent,
        boolean current) {}
