package io.tokenledger.events.usage;

import io.tokenledger.events.Plain;
import java.time.Instant;

/** An API token that an exchange issued, without its value. It shows which API tokens may still be valid. */
public record MintedToken(@Plain String jti, @Plain String audience, Instant issuedAt, Instant expiresAt) {}
