package io.tokenledger.query.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.query.sql.SignalProperties;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Indexes find the groups of signals and the rates of their kinds, among 50,000 signals of 5,000 keys. */
class SignalPlansTest {
    private static final JdbcClient JDBC = load();
    private static final SignalRepository SIGNALS = new SignalRepository(JDBC, new SignalProperties(Set.of()));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY = "00000000-0000-0000-0000-000000000042";
    private static final int PAGE = 51;

    private static JdbcClient load() {
        TestDatabase database = Projections.newDatabase();
        database.template().execute("""
                INSERT INTO query_side.signal_v1 (position, kind, raised_at, token_id, owner_id, ip, reason, evidence)
                SELECT n, (ARRAY['first_seen_network', 'first_seen_agent', 'dead_value_used'])[1 + n % 3],
                       '2026-01-01T00:00:00Z'::timestamptz - (50000 - n) * interval '1 hour',
                       CASE WHEN n / 10 % 10 > 0 THEN lpad((n / 10)::text, 32, '0')::uuid END,
                       CASE WHEN n / 10 % 10 > 0 THEN lpad((n / 10 % 500)::text, 32, '0')::uuid END,
                       '192.0.2.0'::inet + n / 10 % 200, 'first use', ARRAY[n]
                FROM generate_series(1, 50000) n""");
        database.template().execute("ANALYZE");
        return database.jdbc();
    }

    private static Stream<Map<String, String>> questions() {
        return Stream.of(
                Map.of(),
                Map.of("kind", "dead_value_used"),
                Map.of("token", KEY),
                Map.of("owner", KEY),
                Map.of("from", "2025-12-20T00:00:00Z"),
                Map.of("from", "2025-12-20T00:00:00Z", "to", "2026-01-01T00:00:00Z"));
    }

    @Test
    void every_filter_has_a_plan() {
        assertThat(questions().flatMap(question -> question.keySet().stream()))
                .containsAll(Filter.declaredBy(SignalFilter.class).stream()
                        .map(Filter::parameter)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_page_of_groups_reads_few_signals(Map<String, String> filters) throws Exception {
        for (Caller caller : List.of(Callers.auditor(), Callers.user(UUID.fromString(KEY)))) {
            FilterValues values = FilterValues.of(SignalFilter.class, filters);
            requireFewRows(SIGNALS.byKey(values, caller, List.of(), PAGE), 60L * PAGE);
            requireFewRows(SIGNALS.byKey(values, caller, List.of("20000", "first_seen_agent"), PAGE), 60L * PAGE);
        }
    }

    @Test
    void rates_read_the_signals_of_their_period() throws Exception {
        requireFewRows(SIGNALS.rateOf(FilterValues.NONE, Callers.auditor(), NOW), 24 * 30 + 10);
    }

    private static void requireFewRows(SignalRepository.Statement statement, long few) throws Exception {
        String plan = JDBC.sql("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) " + statement.text())
                .params(statement.values())
                .query(String.class)
                .single();
        List<String> scans = new ArrayList<>();
        long looked = walk(JsonMapper.shared().readTree(plan).get(0).get("Plan"), scans);
        assertThat(scans).as(plan).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq Scan"));
        assertThat(looked).as(plan).isLessThan(few);
    }

    /** The number of signals that the plan read; adds the kind of each scan to {@code scans}. */
    private static long walk(JsonNode node, List<String> scans) {
        long looked = 0;
        if (node.path("Relation Name").asString("").equals("signal_v1")) {
            scans.add(node.get("Node Type").asString());
            double rows = node.get("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble(0)
                    + node.path("Rows Removed by Index Recheck").asDouble(0);
            looked += Math.round(rows * node.get("Actual Loops").asDouble());
        }
        for (JsonNode child : node.path("Plans")) {
            looked += walk(child, scans);
        }
        return looked;
    }
}
