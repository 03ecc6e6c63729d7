package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import io.tokenledger.query.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An index finds the page for every combination of filters. PostgreSQL reports how many rows it read: few more than the
 * page has, however long the trail is. {@code -Dhistory.events=2000000} makes it long.
 */
class QueryPlansTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.shared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final int PAGE = 51;

    private static Stream<Map<String, String>> questions() {
        String token = INCIDENT.tokenId().toString();
        String owner = INCIDENT.ownerId().toString();
        String stranger = INCIDENT.attackerAddresses().getFirst();
        String from = INCIDENT.from().toString();
        String to = INCIDENT.to().toString();
        return Stream.of(
                Map.of(),
                Map.of("from", from),
                Map.of("to", to),
                Map.of("from", from, "to", to),
                Map.of("from", from, "to", to, "outcome", "refused"),
                Map.of("action", "token.used"),
                Map.of("action", "token.deleted"),
                Map.of("action", "organization.token_policy_changed"),
                Map.of("action", "token.deactivated", "from", from),
                Map.of("outcome", "refused"),
                Map.of("outcome", "refused", "action", "token.use_refused", "to", to),
                Map.of("reason", "expired"),
                Map.of("reason", "no_access", "from", from),
                Map.of("actor", owner),
                Map.of("actor_key", token),
                Map.of("family_of", token, "changes_only", "true"),
                Map.of("changes_only", "true"),
                Map.of("changes_only", "true", "owner", owner),
                Map.of("changes_only", "true", "from", from, "to", to),
                Map.of("actor", owner, "action", "token.used"),
                Map.of("owner", owner),
                Map.of("owner", owner, "outcome", "refused"),
                Map.of("token", token),
                Map.of("token", token, "action", "token.rotated"),
                Map.of("token", token, "from", from, "to", to),
                Map.of("ip", stranger),
                Map.of("ip", stranger, "owner", owner),
                Map.of("ip", stranger.contains(":") ? "2001:db8:ffff::/48" : stranger + "/28"),
                Map.of("workspace", INCIDENT.workspaces().getFirst().toString()),
                Map.of("organization", INCIDENT.organizationId().toString()),
                Map.of("organization", INCIDENT.organizationId().toString(), "action", "organization.member_added"),
                Map.of("correlation_id", "nobody-ever"),
                Map.of("user_agent", "no such agent"),
                Map.of("q", "nothing that anybody wrote"));
    }

    @Test
    void every_filter_has_a_plan() {
        assertThat(questions().flatMap(question -> question.keySet().stream()))
                .containsAll(Filter.declaredBy(AuditFilter.class).stream()
                        .map(Filter::parameter)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_reader_of_all(Map<String, String> filters) throws Exception {
        requireFewRows(filters, Callers.auditor());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_reader_of_an_organization(Map<String, String> filters) throws Exception {
        requireFewRows(filters, Callers.auditorOf(INCIDENT.organizationId()));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_reader_of_its_own(Map<String, String> filters) throws Exception {
        requireFewRows(filters, Callers.user(INCIDENT.ownerId()));
    }

    private static void requireFewRows(Map<String, String> filters, Caller caller) throws Exception {
        JdbcClient jdbc = HISTORY.database().jdbc();
        AuditQuery question = new AuditQueries(new AuditTrailRepository(jdbc, Projections.json()))
                .of(FilterValues.of(AuditFilter.class, filters), caller, false);
        AuditQuery.Statement page = question.page(null, PAGE, AuditQuery.Names.NOW);
        String plan = jdbc.sql("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) " + page.text())
                .params(page.values())
                .query(String.class)
                .single();

        List<String> scans = new ArrayList<>();
        long looked = walk(JsonMapper.shared().readTree(plan).get(0).get("Plan"), scans);
        assertThat(scans).as(plan).noneMatch(scan -> scan.startsWith("Seq Scan"));
        long matching = matching(jdbc, question);
        // Rows for a page of each source, the same rows again for their display, and the overlap of two filters.
        long few = 40L * PAGE + 20 * Math.min(matching, PAGE) + HISTORY.events() / 20;
        assertThat(looked).as("%d rows match\n%s", matching, plan).isLessThan(few);
    }

    private static long matching(JdbcClient jdbc, AuditQuery question) {
        AuditQuery.Statement rows = question.rows();
        return jdbc.sql("SELECT count(*)" + rows.text())
                .params(rows.values())
                .query(Long.class)
                .single();
    }

    /** The number of trail rows that the plan read; adds a description of each scan to {@code scans}. */
    private static long walk(JsonNode node, List<String> scans) {
        long looked = 0;
        String relation = node.path("Relation Name").asString("");
        if (relation.startsWith("audit_trail")) {
            scans.add(node.get("Node Type").asString() + " on " + relation);
            double loops = node.get("Actual Loops").asDouble();
            double rows = node.get("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble(0)
                    + node.path("Rows Removed by Index Recheck").asDouble(0);
            looked += Math.round(rows * loops);
        }
        for (JsonNode child : node.path("Plans")) {
            looked += walk(child, scans);
        }
        return looked;
    }
}
