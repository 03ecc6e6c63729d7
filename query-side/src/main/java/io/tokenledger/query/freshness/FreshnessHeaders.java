package io.tokenledger.query.freshness;

import org.springframework.http.ResponseEntity;

/** Headers that state the freshness of an answer, including answers whose body has no field for it. */
public final class FreshnessHeaders {
    private FreshnessHeaders() {}

    public static ResponseEntity.BodyBuilder ok(Freshness freshness) {
        return ResponseEntity.ok()
                .header("X-Ledger-Position", Long.toString(freshness.position()))
                .header("X-Ledger-Lag-Ms", Long.toString(freshness.lagMs()));
    }
}
