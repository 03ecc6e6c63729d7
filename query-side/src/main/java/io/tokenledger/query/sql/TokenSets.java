package io.tokenledger.query.sql;

import java.time.Instant;

/** Sets of keys that several queries share, as relations for {@code FROM} with one column {@code token_id}. */
public final class TokenSets {
    private TokenSets() {}

    /** Keys that were used from five networks or more in the last thirty days. */
    public static String ofManyNetworks(Instant now) {
        return """
                (SELECT token_id FROM signal_sighting_v1
                 WHERE kind = 'network' AND last_at > '%s'::timestamptz - interval '30 days' AND last_at <= '%s'::timestamptz
                 GROUP BY token_id HAVING count(*) >= 5)""".formatted(now, now);
    }
}
