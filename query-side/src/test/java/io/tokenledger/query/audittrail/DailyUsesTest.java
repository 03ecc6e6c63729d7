package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DailyUsesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:03:00Z");

    private final ProjectionFixture trail =
            AuditTrailProjectionTest.trailIn(Projections.newDatabase()).at(NOON);
    private final UUID key = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @Test
    void uses_are_summed_by_day_and_network_and_counted_once() {
        Instant midnight = Instant.parse("2026-01-02T00:00:00Z");
        trail.given(
                SampleEvents.use(key, owner, NOON, "2001:db8::1", null),
                SampleEvents.use(key, owner, NOON.plusSeconds(1), "2001:db8::2", null),
                SampleEvents.use(key, owner, midnight, "2001:db8::1", null),
                SampleEvents.refusal(key, owner, UseRefusalReason.EXPIRED, NOON, "192.0.2.1"),
                SampleEvents.refusal(null, null, UseRefusalReason.UNKNOWN, NOON, "192.0.2.1"));
        trail.redeliver();
        trail.given(SampleEvents.use(key, owner, NOON.minusSeconds(1), "2001:db8::3", null));

        assertThat(trail.rows("""
                        SELECT day::text, generation, network::text, channel, outcome, uses, entries, first_place, last_place,
                               first_at, last_at
                        FROM token_use_day_v1 ORDER BY day, outcome"""))
                .containsExactly(
                        day(
                                "2026-01-01",
                                1,
                                "2001:db8::/64",
                                "accepted",
                                3,
                                1,
                                6,
                                NOON.minusSeconds(1),
                                NOON.plusSeconds(1)),
                        day("2026-01-01", 0, "192.0.2.1/32", "refused", 1, 4, 4, NOON, NOON),
                        day("2026-01-02", 1, "2001:db8::/64", "accepted", 1, 3, 3, midnight, midnight));
    }

    private static Map<String, Object> day(
            String day,
            int generation,
            String network,
            String outcome,
            long uses,
            long firstPlace,
            long lastPlace,
            Instant firstAt,
            Instant lastAt) {
        return Map.ofEntries(
                Map.entry("day", day),
                Map.entry("generation", generation),
                Map.entry("network", network),
                Map.entry("channel", "bearer"),
                Map.entry("outcome", outcome),
                Map.entry("uses", uses),
                Map.entry("entries", uses),
                Map.entry("first_place", firstPlace),
                Map.entry("last_place", lastPlace),
                Map.entry("first_at", firstAt),
                Map.entry("last_at", lastAt));
    }
}
