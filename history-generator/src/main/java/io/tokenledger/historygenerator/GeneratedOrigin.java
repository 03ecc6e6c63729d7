package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/** Where one request came from, and its {@code X-Request-Id}. */
record GeneratedOrigin(String ip, @Nullable String agent, String correlationId) {}
