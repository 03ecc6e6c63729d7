package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DailyUsesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:03:00Z");

    private static final String SUMS = "SELECT * FROM token_use_day_v1 d ORDER BY d::text";

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

    /** A replay sums the uses when all entries are written. Dropped uses have no entries. */
    @Test
    void a_copy_that_is_filled_last_has_the_same_sums() {
        TestDatabase database = Projections.newDatabase();
        ProjectionFixture copy = AuditTrailProjectionTest.trailIn(database).at(NOON);
        List<Object> events = List.of(
                SampleEvents.use(key, owner, NOON, "2001:db8::1", null),
                SampleEvents.use(key, owner, NOON.plusSeconds(1), "2001:db8::2", null),
                SampleEvents.use(key, owner, NOON.minusSeconds(86_400), "192.0.2.7", null),
                SampleEvents.refusal(key, owner, UseRefusalReason.EXPIRED, NOON, UsageEvent.SEVERAL_NETWORKS),
                SampleEvents.refusal(null, null, UseRefusalReason.UNKNOWN, NOON, "192.0.2.1"),
                new TokenUsesSummarized(
                        key,
                        owner,
                        List.of(dropped("2026-01-01", 1), dropped("2025-12-31", 2), dropped("2025-12-31", null)),
                        List.of(),
                        null,
                        Map.of("1", "2001:db8::9", "2", "192.0.2.7")),
                SampleEvents.use(key, owner, NOON.plusSeconds(2), "2001:db8::1", null));

        trail.given(events.toArray());
        database.template().execute("ALTER TABLE token_use_day_v1 DROP CONSTRAINT token_use_day_v1_pkey");
        database.template().execute("ALTER TABLE token_use_day_v1 RENAME TO token_use_day_v1_unfilled");
        ReadModelSchema.select(new ReadModelSchema.Copy(ReadModelSchema.LIVE, 0, NOON, false));
        try {
            copy.given(events.toArray());
        } finally {
            ReadModelSchema.select(null);
        }
        assertThat(copy.rows("SELECT * FROM token_use_day_v1_unfilled"))
                .as("of dropped uses")
                .hasSize(3);
        new DailyUses(database.template()).fill();
        database.template().execute("ALTER TABLE token_use_day_v1_unfilled RENAME TO token_use_day_v1");

        assertThat(copy.rows(SUMS)).hasSize(4).isEqualTo(trail.rows(SUMS));
    }

    private static TokenUsesSummarized.UsesOfDay dropped(String day, @Nullable Integer address) {
        Instant at = Instant.parse(day + "T01:00:00Z");
        return new TokenUsesSummarized.UsesOfDay(
                LocalDate.parse(day), 1, true, Channel.BEARER, address, 7, 2, 1, 2, at, at.plusSeconds(60));
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
