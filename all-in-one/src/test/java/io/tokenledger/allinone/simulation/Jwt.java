package io.tokenledger.allinone.simulation;

import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API token as its holder reads it. */
record Jwt(String value, String id, Instant issuedAt, Instant expiresAt) {
    /** The ledger tolerates a clock skew of one minute, and its clock may have been set back since. */
    boolean isCurrent(Instant now) {
        return now.isBefore(expiresAt) && !issuedAt.isAfter(now.plusSeconds(60));
    }

    static Jwt of(String value) {
        JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(value.split("\\.")[1]));
        return new Jwt(
                value,
                claims.get("jti").asString(),
                Instant.ofEpochSecond(claims.get("iat").asLong()),
                Instant.ofEpochSecond(claims.get("exp").asLong()));
    }
}
