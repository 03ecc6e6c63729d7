package io.tokenledger.console.client;

import io.tokenledger.api.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The browser for which the console sends a request.
 *
 * @param session credential of the session; null before the sign-in
 * @param address address of the browser
 * @param userAgent user agent of the browser; null if it sent none
 * @param requestId id of the browser's request, which the API records too
 */
public record Visitor(
        @Nullable Secret session, String address, @Nullable String userAgent, String requestId) {}
