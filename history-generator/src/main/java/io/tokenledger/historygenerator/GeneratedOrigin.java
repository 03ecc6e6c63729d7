package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/** Address and user agent of one request, and its {@code X-Request-Id}. */
record GeneratedOrigin(String ip, @Nullable String agent, String correlationId) {}
