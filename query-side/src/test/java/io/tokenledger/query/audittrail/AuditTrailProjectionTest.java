package io.tokenledger.query.audittrail;

import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditTrailProjectionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:03:00Z");

    private final TestDatabase database = Projections.newDatabase(); // only positions after the last one are new
    private final ProjectionFixture trail = trailIn(database).at(NOON);
    private final UUID key = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();
    private final UUID actor = UUID.randomUUID();
    private final UUID organization = UUID.randomUUID();

    static ProjectionFixture trailIn(TestDatabase database) {
        JdbcTemplate jdbc = database.template();
        AuditTrailWriter writer = new AuditTrailWriter(
                jdbc,
                Projections.json(),
                new LateEntryPositions(jdbc, new AuditTrailRepository(JdbcClient.create(jdbc), Projections.json())),
                new PolicyEvents(jdbc));
        return new ProjectionFixture(database, new AuditTrailProjection(writer));
    }

    @Test
    void what_a_simulation_follows_is_copied_without_texts() {
        UUID key = UUID.randomUUID();
        trail.given(
                        key(key, owner, "nightly", Instant.parse("2026-02-01T00:00:00Z")),
                        use(key, owner, Instant.parse("2026-01-01T00:00:00Z"), "10.0.0.1", "curl/8"))
                .redeliver();

        assertThat(trail.rows("SELECT position, action, token_id, data FROM policy_event_v1 WHERE token_id = ?", key))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("action")).isEqualTo("token.created");
                    assertThat(row.get("data").toString())
                            .contains("expires_at")
                            .doesNotContain("nightly");
                });
    }

    @Test
    void a_change_has_the_actor_and_the_origin_of_its_request() {
        UUID actorKey = UUID.randomUUID();
        trail.causedBy(Map.of(
                        EventMetadata.ACTOR_ACCOUNT_ID, actor.toString(),
                        EventMetadata.ACTOR_KEY_ID, actorKey.toString(),
                        EventMetadata.ACTOR_SESSION_ID, "jti-1",
                        EventMetadata.IP, "192.0.2.1",
                        EventMetadata.USER_AGENT, "curl/8",
                        EventMetadata.CORRELATION_ID, "request-1"))
                .given(new TokenDeactivated(key, owner, "lost"));

        assertThat(row(1))
                .containsEntry("recorded_at", NOON)
                .containsEntry("action", "token.deactivated")
                .containsEntry("outcome", "accepted")
                .containsEntry("reason", "lost")
                .containsEntry("actor_id", actor)
                .containsEntry("actor_key_id", actorKey)
                .containsEntry("session_id", "jti-1")
                .containsEntry("owner_id", owner)
                .containsEntry("token_id", key)
                .containsEntry("ip", "192.0.2.1")
                .containsEntry("user_agent", "curl/8")
                .containsEntry("correlation_id", "request-1")
                .containsEntry("count", 1L)
                .containsEntry("first_at", NOON)
                .containsEntry("last_at", NOON);
    }

    @Test
    void a_change_by_the_ledger_itself_has_no_actor() {
        trail.given(new TokenDeactivated(key, owner, "idle"));

        assertThat(row(1))
                .containsEntry("actor_id", null)
                .containsEntry("actor_key_id", null)
                .containsEntry("session_id", null)
                .containsEntry("ip", null)
                .containsEntry("user_agent", null);
    }

    @Test
    void a_counted_use_has_its_own_origin_times_and_workspace() {
        UUID workspace = UUID.randomUUID();
        Instant first = NOON.minusSeconds(50);
        trail.given(new TokenUsed(
                key,
                owner,
                1,
                Channel.WORKSPACE,
                CredentialKind.API_TOKEN,
                "jti-1",
                "2001:db8::1",
                "zenml/0.98",
                "workspace " + workspace,
                first,
                NOON,
                7,
                new MintedToken("jti-2", "server", NOON, NOON.plusSeconds(3_600))));

        assertThat(row(1))
                .containsEntry("action", "token.used")
                .containsEntry("actor_id", owner)
                .containsEntry("actor_key_id", key)
                .containsEntry("session_id", "jti-1")
                .containsEntry("minted_jti", "jti-2")
                .containsEntry("workspace_id", workspace)
                .containsEntry("ip", "2001:db8::1")
                .containsEntry("user_agent", "zenml/0.98")
                .containsEntry("target", "workspace " + workspace)
                .containsEntry("count", 7L)
                .containsEntry("first_at", first)
                .containsEntry("last_at", NOON);
    }

    @Test
    void a_refused_use_has_its_reason_and_no_actor() {
        trail.given(SampleEvents.refusal(key, owner, UseRefusalReason.EXPIRED, NOON, "192.0.2.1"));

        assertThat(row(1))
                .containsEntry("outcome", "refused")
                .containsEntry("reason", "expired")
                .containsEntry("actor_id", null)
                .containsEntry("owner_id", owner)
                .containsEntry("token_id", key);
    }

    @Test
    void an_organization_has_the_entries_of_its_members_while_they_belong_to_it() {
        trail.given(
                SampleEvents.use(key, owner, NOON, "192.0.2.1", null),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                SampleEvents.use(key, owner, NOON, "192.0.2.1", null),
                new MemberRemoved(organization, owner),
                SampleEvents.use(key, owner, NOON, "192.0.2.1", null),
                new WorkspaceCreated(UUID.randomUUID(), organization, "production", null, null, true));

        assertThat(trail.rows(
                        "SELECT position FROM audit_trail_organization_v2 WHERE organization_id = ? ORDER BY position",
                        organization))
                .extracting(row -> row.get("position"))
                .containsExactly(2L, 3L, 4L, 6L);
    }

    /** Counted uses are recorded when their window closes. */
    @Test
    void a_use_from_before_a_membership_that_is_recorded_during_it_stays_hidden() {
        trail.given(new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER));
        trail.at(NOON.plusSeconds(60))
                .given(
                        SampleEvents.use(key, owner, NOON.minusSeconds(1), "192.0.2.1", null),
                        SampleEvents.use(key, owner, NOON.plusSeconds(1), "192.0.2.1", null));

        assertThat(trail.rows(
                        "SELECT position FROM audit_trail_organization_v2 WHERE organization_id = ? ORDER BY position",
                        organization))
                .extracting(row -> row.get("position"))
                .containsExactly(1L, 3L);
    }

    @Test
    void ten_minutes_of_entries_share_a_slot() {
        trail.given(new TokenDeactivated(key, owner, null), new TokenDeactivated(key, owner, null));
        trail.at(NOON.plusSeconds(600)).given(new TokenDeactivated(key, owner, null));

        Instant slot = Instant.parse("2026-01-01T12:00:00Z");
        assertThat(trail.rows("SELECT * FROM audit_trail_slot_v2 ORDER BY slot"))
                .containsExactly(
                        Map.of("slot", slot, "first_position", 1L, "last_position", 2L),
                        Map.of("slot", slot.plusSeconds(600), "first_position", 3L, "last_position", 3L));
    }

    @Test
    void redelivered_events_change_nothing() {
        trail.given(
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                SampleEvents.use(key, owner, NOON, "192.0.2.1", "curl/8"),
                new MemberRemoved(organization, owner));
        List<Map<String, Object>> before = trail.rows("SELECT * FROM audit_trail_organization_v2");

        trail.redeliver();

        assertThat(trail.rows("SELECT * FROM audit_trail_organization_v2")).isEqualTo(before);
        assertThat(trail.rows("SELECT * FROM audit_trail_v2")).hasSize(3);
    }

    private Map<String, Object> row(long position) {
        return trail.rows(
                        "SELECT * FROM audit_trail_v2 JOIN audit_trail_text_v2 USING (text_hash) WHERE position = ?",
                        position)
                .getFirst();
    }
}
