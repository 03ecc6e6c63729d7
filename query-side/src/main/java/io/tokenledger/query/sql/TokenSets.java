package io.tokenledger.query.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Sets of keys that several queries share, as relations for {@code FROM} with one column {@code token_id}. */
public final class TokenSets {
    private TokenSets() {}

    /** Keys that were used from five networks or more in the last thirty days. */
    public static String ofManyNetworks(Instant now) {
        return """
                (SELECT s.token_id FROM signal_sighting_v1 s WHERE %s
                 GROUP BY s.token_id HAVING count(*) >= 5)""".formatted(recentNetworks(now));
    }

    /** Condition on rows {@code s} of sightings: networks of the last thirty days. The index has days only. */
    static String recentNetworks(Instant now) {
        Instant since = now.minus(Duration.ofDays(30));
        return """
                s.kind = 'network' AND s.last_day >= DATE '%s' AND s.last_at > '%s'::timestamptz
                AND s.last_at <= '%s'::timestamptz""".formatted(LocalDate.ofInstant(since, ZoneOffset.UTC), since, now);
    }
}
