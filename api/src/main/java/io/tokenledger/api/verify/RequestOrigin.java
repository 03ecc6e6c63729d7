package io.tokenledger.api.verify;

import org.jspecify.annotations.Nullable;

/**
 * The origin of a request: its address (forwarded only by a trusted proxy), user agent of at most 512 characters, and
 * {@code X-Request-Id}.
 */
public record RequestOrigin(String ip, @Nullable String userAgent, String correlationId) {}
