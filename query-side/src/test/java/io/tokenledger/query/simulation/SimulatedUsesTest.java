package io.tokenledger.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A simulation that sums daily rows and idle periods finds the same as one that reads each use. */
class SimulatedUsesTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final RandomUses HISTORY = new RandomUses(DATABASE, Long.getLong("uses.seed", 20_260_131));

    private final SimulationRepository repository = new SimulationRepository(DATABASE.jdbc());
    private final IdleIntervalRepository idleIntervals = new IdleIntervalRepository(DATABASE.jdbc());
    private final EntriesReference reference = new EntriesReference(DATABASE.jdbc());
    private final Random random = new Random(1);

    @BeforeAll
    static void apply() {
        HISTORY.apply(Integer.getInteger("uses.events", 3_000));
    }

    @Test
    void the_daily_rows_are_the_sums_of_the_entries() {
        List<String> differing = DATABASE.jdbc().sql("""
                        WITH entries AS (
                            SELECT token_id, (first_at AT TIME ZONE 'UTC')::date AS day, coalesce((data ->> 'generation')::integer, 0) AS generation,
                                   CASE WHEN ip IS NULL THEN '::' WHEN family(ip) = 4 THEN host(ip)
                                        ELSE text(network(set_masklen(ip, 64))) END::inet AS network,
                                   data ->> 'channel' AS channel, outcome, sum(count)::bigint AS uses, count(*) AS entries,
                                   min(place) AS first_place, max(place) AS last_place,
                                   min(first_at) AS first_at, max(last_at) AS last_at
                            FROM audit_trail_v3 WHERE action IN ('token.used', 'token.use_refused') AND token_id IS NOT NULL
                            GROUP BY 1, 2, 3, 4, 5, 6),
                        days AS (
                            SELECT token_id, day, generation, network, channel, outcome, uses, entries, first_place, last_place,
                                   first_at, last_at FROM token_use_day_v1)
                        (SELECT e::text FROM entries e EXCEPT SELECT d::text FROM days d)
                        UNION ALL (SELECT d::text FROM days d EXCEPT SELECT e::text FROM entries e)""").query(String.class).list();

        assertThat(differing).isEmpty();
        assertThat(count("token_use_day_v1 WHERE outcome = 'refused'")).isPositive();
        assertThat(count("token_use_day_v1 WHERE network = '::'")).isPositive();
        assertThat(count("token_use_day_v1 WHERE last_day > day + 1")).isPositive();
        assertThat(count("token_use_day_v1")).isLessThan(count("audit_trail_v3 WHERE action LIKE 'token.use%'"));
    }

    @Test
    void the_idle_periods_are_the_distances_between_the_last_uses() {
        assertThat(DATABASE.jdbc()
                        .sql("SELECT i::text FROM token_idle_period_v1 i ORDER BY position")
                        .query(String.class)
                        .list())
                .isEqualTo(DATABASE.jdbc().sql("""
                        SELECT (position, token_id, previous_at, used_at)::text FROM (
                            SELECT position, token_id, used_at, lag(used_at) OVER (PARTITION BY token_id ORDER BY position) AS previous_at
                            FROM token_last_use_v2) u
                        WHERE previous_at IS NULL OR used_at >= previous_at + interval '24 hours' ORDER BY position""").query(String.class).list())
                .hasSizeGreaterThan(20);
    }

    @Test
    void the_same_uses_are_affected_for_each_caller() {
        int found = 0;
        for (int round = 0; round < 60; round++) {
            List<RefusedInterval> spans = spans();
            Instant one = HISTORY.instant(random);
            Instant other = HISTORY.instant(random);
            Instant from = one.isBefore(other) ? one : other;
            Instant to = one.isBefore(other) ? other : one.plusSeconds(1);
            for (Caller caller : callers()) {
                List<SimulationRepository.Affected> affected = reference.affected(spans, from, to, caller);
                assertThat(repository.affected(spans, from, to, caller))
                        .as("from %s to %s in %s", from, to, spans)
                        .isEqualTo(affected);
                found += affected.size();
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    void the_same_uses_are_late_for_each_caller() {
        int found = 0;
        for (int round = 0; round < 60; round++) {
            List<RefusedInterval> spans = spans().stream()
                    .map(span -> new RefusedInterval(
                            span.tokenId(), span.ownerId(), span.begin(), span.end(), 0, span.reason(), span.since()))
                    .sorted(Comparator.comparing(RefusedInterval::since))
                    .toList();
            Instant one = HISTORY.instant(random);
            Instant other = HISTORY.instant(random);
            Instant from = one.isBefore(other) ? one : other;
            Instant to = one.isBefore(other) ? other : one.plusSeconds(1);
            for (Caller caller : callers()) {
                List<SimulationRepository.LateUse> late = reference.usesSince(spans, from, to, caller);
                assertThat(repository.usesSince(spans, from, to, caller))
                        .as("from %s to %s in %s", from, to, spans)
                        .isEqualTo(late);
                found += late.size();
            }
        }
        assertThat(found).isGreaterThan(200);
    }

    @Test
    void the_same_keys_are_idle() {
        int found = 0;
        for (int round = 0; round < 40; round++) {
            Instant one = HISTORY.instant(random);
            Instant other = HISTORY.instant(random);
            Instant from = one.isBefore(other) ? one : other;
            Instant to = one.isBefore(other) ? other : one.plusSeconds(1);
            for (@Nullable UUID organization : HISTORY.organizationsAndInstance()) {
                int days = 1 + random.nextInt(5);
                List<RefusedInterval> idle = reference.idle(organization, days, from, to);
                assertThat(idleIntervals.find(
                                organization,
                                days,
                                from,
                                to,
                                lastBefore(from.minus(Duration.ofDays(1))),
                                lastBefore(to.plus(Duration.ofDays(1)))))
                        .as("%d days in %s from %s to %s", days, organization, from, to)
                        .isEqualTo(idle);
                found += idle.size();
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    private static List<Caller> callers() {
        return List.of(Callers.auditor(), Callers.auditorOf(HISTORY.organization()), Callers.user(HISTORY.owner()));
    }

    /** Intervals of any keys, which may overlap, and of which some begin or end with a use. */
    private List<RefusedInterval> spans() {
        List<RefusedInterval> spans = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            long begin = random.nextLong(HISTORY.position());
            spans.add(new RefusedInterval(
                    HISTORY.key(random),
                    HISTORY.owner(),
                    begin,
                    random.nextInt(3) == 0 ? Long.MAX_VALUE : begin + random.nextLong(HISTORY.position()),
                    random.nextInt(4),
                    "max_idle_days",
                    HISTORY.instant(random).truncatedTo(ChronoUnit.SECONDS)));
        }
        return spans;
    }

    private static long lastBefore(Instant instant) {
        return DATABASE.jdbc()
                .sql("SELECT coalesce(max(position), 0) FROM audit_trail_v3 WHERE recorded_at < ?")
                .param(Timestamp.from(instant))
                .query(Long.class)
                .single();
    }

    private static long count(String rows) {
        return DATABASE.jdbc()
                .sql("SELECT count(*) FROM " + rows)
                .query(Long.class)
                .single();
    }
}
