package io.tokenledger.events.usage;

import java.time.Instant;

/** The API token that an exchange gave out: enough to know what may still be alive, never the token itself. */
public record MintedToken(String jti, String audience, Instant issuedAt, Instant expiresAt) {}
