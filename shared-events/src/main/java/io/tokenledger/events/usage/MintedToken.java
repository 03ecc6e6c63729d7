package io.tokenledger.events.usage;

import java.time.Instant;

/** An API token that an exchange issued, without its value. It shows which API tokens may still be valid. */
public record MintedToken(String jti, String audience, Instant issuedAt, Instant expiresAt) {}
