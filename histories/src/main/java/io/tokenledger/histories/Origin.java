package io.tokenledger.histories;

import org.jspecify.annotations.Nullable;

/** Where one request came from, and its {@code X-Request-Id}. */
record Origin(String ip, @Nullable String agent, String correlationId) {}
