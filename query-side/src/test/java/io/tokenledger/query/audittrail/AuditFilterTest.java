package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each filter finds exactly its entries in a small audit trail. */
class AuditFilterTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ADMIN = UUID.randomUUID();
    private static final UUID FLORIAN = UUID.randomUUID();
    private static final UUID NADIA = UUID.randomUUID();
    private static final UUID ACME = UUID.randomUUID();
    private static final UUID WORKSPACE = UUID.randomUUID();
    private static final UUID LAPTOP = UUID.randomUUID();
    private static final UUID CLUSTER = UUID.randomUUID();
    private static final UUID CHILD = UUID.randomUUID();
    private static final UUID ROBOT = UUID.randomUUID();

    /** Writes twelve entries, one a minute from noon on. Their positions are 1 to 12. */
    @BeforeAll
    static void write() {
        ProjectionFixture trail = Projections.on(DATABASE, "history", "audit-trail");
        Map<String, String> byAdmin = cause(ADMIN, "192.0.2.1", "Firefox", "request-a");
        Map<String, String> byFlorian = cause(FLORIAN, "198.51.100.7", "zenml/0.98", "request-f");
        Map<String, String> byLaptop = Map.of(EventMetadata.ACTOR_KEY_ID, LAPTOP.toString());
        List<Map.Entry<Map<String, String>, Object>> events = List.of(
                Map.entry(byAdmin, SampleEvents.user(FLORIAN, "florian")),
                Map.entry(byAdmin, new OrganizationCreated(ACME, "acme", null)),
                Map.entry(byAdmin, new MemberAdded(ACME, FLORIAN, OrganizationRole.ORGANIZATION_MEMBER)),
                Map.entry(byFlorian, SampleEvents.key(LAPTOP, FLORIAN, "laptop", null)),
                Map.entry(Map.of(), SampleEvents.use(LAPTOP, FLORIAN, minute(4), "198.51.100.8", "curl/8")),
                Map.entry(
                        Map.of(),
                        SampleEvents.refusal(LAPTOP, FLORIAN, UseRefusalReason.EXPIRED, minute(5), "203.0.113.9")),
                Map.entry(Map.of(), SampleEvents.key(CLUSTER, NADIA, "cluster_1", null)),
                Map.entry(Map.of(), SampleEvents.use(CLUSTER, NADIA, minute(7), "2001:db8::1", "curl/8")),
                Map.entry(byAdmin, new WorkspaceCreated(WORKSPACE, ACME, "production", null, null, true)),
                Map.entry(
                        byLaptop, new TokenCreated(CHILD, ROBOT, "child", null, SampleEvents.DIGEST, 1, null, LAPTOP)),
                Map.entry(byLaptop, new TokenDescribed(CLUSTER, NADIA, "cluster_1", null)),
                Map.entry(Map.of(), SampleEvents.use(CHILD, ROBOT, minute(11), "192.0.2.99", null)));
        for (int i = 0; i < events.size(); i++) {
            trail.at(minute(i))
                    .causedBy(events.get(i).getKey())
                    .given(events.get(i).getValue());
        }
    }

    private static Stream<Arguments> filters() {
        return Stream.of(
                finds(Map.of(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                finds(Map.of("from", minute(7).toString()), 8, 9, 10, 11, 12),
                finds(Map.of("to", minute(2).toString()), 1, 2),
                finds(Map.of("from", minute(2).toString(), "to", minute(4).toString()), 3, 4),
                finds(Map.of("from", minute(60).toString()), new long[0]),
                finds(Map.of("action", "token.used"), 5, 8, 12),
                finds(Map.of("action", "token.created, organization.created"), 2, 4, 7, 10),
                finds(Map.of("outcome", "refused"), 6),
                finds(Map.of("outcome", "accepted", "owner", LAPTOP.toString()), new long[0]),
                finds(Map.of("outcome", "accepted", "token", LAPTOP.toString()), 4, 5),
                finds(Map.of("reason", "expired"), 6),
                finds(Map.of("actor", ADMIN.toString()), 1, 2, 3, 9),
                finds(Map.of("actor", FLORIAN.toString()), 4, 5),
                finds(Map.of("actor_key", LAPTOP.toString()), 10, 11),
                finds(Map.of("family_of", LAPTOP.toString()), 4, 5, 6, 10, 11, 12),
                finds(Map.of("family_of", LAPTOP.toString(), "changes_only", "true"), 4, 10, 11),
                finds(Map.of("changes_only", "true"), 1, 2, 3, 4, 7, 9, 10, 11),
                finds(Map.of("changes_only", "false", "outcome", "refused"), 6),
                finds(Map.of("owner", FLORIAN.toString()), 1, 3, 4, 5, 6),
                finds(Map.of("token", CLUSTER.toString()), 7, 8, 11),
                finds(Map.of("organization", ACME.toString()), 2, 3, 4, 5, 6, 9),
                finds(Map.of("organization", ACME.toString(), "outcome", "refused"), 6),
                finds(Map.of("workspace", WORKSPACE.toString()), 9),
                finds(Map.of("ip", "198.51.100.8"), 5),
                finds(Map.of("ip", "198.51.100.0/24"), 4, 5),
                finds(Map.of("ip", "2001:db8::/32"), 8),
                finds(Map.of("correlation_id", "request-f"), 4),
                finds(Map.of("user_agent", "CURL"), 5, 6, 8),
                finds(Map.of("user_agent", "curl", "token", CLUSTER.toString()), 8),
                finds(Map.of("q", "acme"), 2),
                finds(Map.of("q", "r_1"), 7, 11),
                finds(Map.of("q", "%"), new long[0]),
                finds(Map.of("q", "users/me"), 5, 6, 8, 12));
    }

    @Test
    void every_filter_is_tested() {
        assertThat(filters()
                        .flatMap(test -> ((Map<?, ?>) test.get()[0]).keySet().stream())
                        .map(String::valueOf))
                .containsAll(Filter.declaredBy(AuditFilter.class).stream()
                        .map(Filter::parameter)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("filters")
    void a_filter_finds_its_entries(Map<String, String> filters, List<Long> expected) {
        assertThat(positions(filters, Callers.auditor())).isEqualTo(expected);
    }

    @Test
    void an_account_finds_entries_about_its_keys_and_its_own_actions() {
        assertThat(positions(Map.of(), Callers.user(FLORIAN))).containsExactly(1L, 3L, 4L, 5L, 6L);
        assertThat(positions(Map.of("token", CLUSTER.toString()), Callers.user(FLORIAN)))
                .isEmpty();
        assertThat(positions(Map.of("organization", ACME.toString()), Callers.user(FLORIAN)))
                .containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void an_auditor_of_an_organization_finds_entries_from_the_time_of_memberships() {
        assertThat(positions(Map.of(), Callers.auditorOf(ACME))).containsExactly(2L, 3L, 4L, 5L, 6L, 9L);
    }

    /** Otherwise the filter would reveal an origin that the entry itself hides. */
    @Test
    void a_filter_on_an_origin_finds_only_visible_origins() {
        assertThat(positions(Map.of("ip", "192.0.2.1"), Callers.user(FLORIAN))).isEmpty();
        assertThat(positions(Map.of("user_agent", "firefox"), Callers.user(FLORIAN)))
                .isEmpty();
        assertThat(positions(Map.of("ip", "192.0.2.1"), Callers.user(ADMIN))).containsExactly(1L, 2L, 3L, 9L);
    }

    @ParameterizedTest
    @CsvSource({"action, token.lost", "outcome, maybe", "owner, florian", "ip, example.org", "from, yesterday"})
    void an_invalid_value_is_rejected(String filter, String value) {
        assertThatThrownBy(() -> positions(Map.of(filter, value), Callers.auditor()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + filter + "'");
    }

    private static List<Long> positions(Map<String, String> filters, Caller caller) {
        AuditQuery.Statement page = new AuditQueries(new AuditTrailRepository(DATABASE.jdbc(), Projections.json()))
                .of(FilterValues.of(AuditFilter.class, filters), caller, true)
                .page(null, 50, AuditQuery.Names.NOW);
        return DATABASE.jdbc()
                .sql(page.text())
                .params(page.values())
                .query((row, number) -> row.getLong("position"))
                .list();
    }

    private static Arguments finds(Map<String, String> filters, long... positions) {
        return Arguments.of(filters, Arrays.stream(positions).boxed().toList());
    }

    private static Instant minute(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    private static Map<String, String> cause(UUID actor, String ip, String agent, String request) {
        return Map.of(
                EventMetadata.ACTOR_ACCOUNT_ID, actor.toString(),
                EventMetadata.IP, ip,
                EventMetadata.USER_AGENT, agent,
                EventMetadata.CORRELATION_ID, request);
    }
}
