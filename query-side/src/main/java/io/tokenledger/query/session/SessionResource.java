package io.tokenledger.query.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active session.
 *
 * @param jti id of the session, which {@code DELETE /users/me/sessions/{jti}} takes
 * @param ip address of the sign-in
 * @param current whether the request used this session
 */
record SessionResource(
        String jti,
        Instant created,
        Instant expiresAt,
        String ip,
        @Nullable String userAgent,
        boolean current) {}
