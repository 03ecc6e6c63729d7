package io.tokenledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.query.ProjectedHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Partitioned tables get statistics, which autovacuum does not give them. */
class PartitionStatisticsTest {
    private static final String PAGE = """
            EXPLAIN (FORMAT JSON)
            SELECT FROM (SELECT position FROM audit_trail_v3 ORDER BY position DESC LIMIT 50) page
            JOIN audit_trail_v3 r USING (position) JOIN audit_trail_text_v2 x USING (text_hash)""";

    private final ProjectedHistory history = ProjectedHistory.unshared();
    private final PartitionStatistics statistics =
            new PartitionStatistics(history.database().jdbc());

    @BeforeEach
    void removeStatistics() {
        history.removePartitionedStatistics();
    }

    @Test
    void the_planner_expects_one_entry_at_each_position() throws Exception {
        assertThat(expectedRows()).as("without statistics").isGreaterThan(1_000);

        assertThat(statistics.update()).contains("query_side.audit_trail_v3", "query_side.token_last_use_v2");

        assertThat(expectedRows()).isLessThanOrEqualTo(100);
    }

    @Test
    void tables_are_analyzed_again_when_they_have_grown() {
        assertThat(statistics.update()).isNotEmpty();
        assertThat(statistics.update()).isEmpty();

        history.database().template().update("""
                        INSERT INTO query_side.token_last_use_v2 (token_id, position, used_at)
                        SELECT token_id, position + 1000000, used_at FROM query_side.token_last_use_v2""");
        history.database().template().execute("ANALYZE query_side.token_last_use_v2_0");

        assertThat(statistics.update()).containsExactly("query_side.token_last_use_v2");
    }

    private long expectedRows() throws Exception {
        String plan = history.database().jdbc().sql(PAGE).query(String.class).single();
        return JsonMapper.shared()
                .readTree(plan)
                .get(0)
                .get("Plan")
                .get("Plan Rows")
                .asLong();
    }
}
