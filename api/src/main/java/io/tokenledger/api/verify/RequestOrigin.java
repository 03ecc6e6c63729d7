package io.tokenledger.api.verify;

import org.jspecify.annotations.Nullable;

/** Where a request came from: address as trusted, user agent of at most 512 characters, {@code X-Request-Id}. */
public record RequestOrigin(String ip, @Nullable String userAgent, String correlationId) {}
