package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import io.tokenledger.query.Projections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A query about a window reads as many entries in a long trail as in a short one, wherever the window is. */
class TrailGrowthTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.unshared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final int COPIES = 4;
    private static final int PAGE = 51;

    /** Entries that a page may read in addition, because its positions are those of whole slots. */
    private static final long TOLERANCE = 20;

    private final AuditTrailRepository trail =
            new AuditTrailRepository(HISTORY.database().jdbc(), Projections.json());
    private final AuditQueries queries = new AuditQueries(trail);

    private static List<Map<String, String>> questions() {
        return List.of(
                Map.of(),
                Map.of("action", "token.deactivated"),
                Map.of("action", "token.use_refused"),
                Map.of("outcome", "refused"),
                Map.of("changes_only", "true"),
                Map.of("organization", INCIDENT.organizationId().toString()),
                Map.of("organization", INCIDENT.organizationId().toString(), "action", "token.deactivated"),
                Map.of("token", INCIDENT.tokenId().toString()),
                Map.of("owner", INCIDENT.ownerId().toString(), "outcome", "refused"));
    }

    /** A question with the number of entries that its page reads, and the plan of the page. */
    private record Cost(Map<String, String> filters, long entries, String plan) {}

    @Test
    void a_window_costs_the_same_however_long_the_trail_is() {
        List<Cost> before = costs();
        HISTORY.prolong(COPIES);
        List<Cost> after = costs();

        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).plan()).doesNotContain("Seq Scan on audit_trail");
            assertThat(after.get(i).entries())
                    .as("%s\n%s", after.get(i).filters(), after.get(i).plan())
                    .isLessThanOrEqualTo(before.get(i).entries() + TOLERANCE);
        }
    }

    private List<Cost> costs() {
        return questions().stream().map(this::cost).toList();
    }

    private Cost cost(Map<String, String> question) {
        Map<String, String> filters = new HashMap<>(question);
        filters.put("from", INCIDENT.from().toString());
        filters.put("to", INCIDENT.to().toString());
        FilterValues values = FilterValues.of(AuditFilter.class, filters);
        long entries = HISTORY.entriesRead(() -> assertThat(
                        trail.page(queries.of(values, Callers.auditor(), false), null, PAGE, AuditQuery.Names.NOW))
                .isNotEmpty());
        return new Cost(filters, entries, plan(queries.of(values, Callers.auditor(), false)));
    }

    private static String plan(AuditQuery query) {
        AuditQuery.Statement page = query.page(null, PAGE, AuditQuery.Names.NOW);
        return String.join(
                "\n",
                HISTORY.database()
                        .jdbc()
                        .sql("EXPLAIN (ANALYZE) " + page.text())
                        .params(page.values())
                        .query(String.class)
                        .list());
    }
}
