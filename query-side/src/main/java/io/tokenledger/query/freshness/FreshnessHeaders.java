package io.tokenledger.query.freshness;

import org.springframework.http.ResponseEntity;

/** Says on every read answer how fresh it is, also where the body has no place for it. */
public final class FreshnessHeaders {
    private FreshnessHeaders() {}

    public static ResponseEntity.BodyBuilder ok(Freshness freshness) {
        return ResponseEntity.ok()
                .header("X-Ledger-Position", Long.toString(freshness.position()))
                .header("X-Ledger-Lag-Ms", Long.toString(freshness.lagMs()));
    }
}
