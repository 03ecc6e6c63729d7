package io.tokenledger.query.audittrail;

import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
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
import java.time.Duration;
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
                new DailyUses(jdbc),
                new AuditCopy(jdbc, Projections.json()));
        AuditTrailEraser eraser = new AuditTrailEraser(jdbc, Projections.json(), writer);
        return new ProjectionFixture(
                database, new AuditTrailProjection(writer, eraser, new UnattributedTextEraser(jdbc, eraser, writer)));
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
                        "SELECT position FROM audit_trail_organization_v3 WHERE organization_id = ? ORDER BY position",
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
                        "SELECT position FROM audit_trail_organization_v3 WHERE organization_id = ? ORDER BY position",
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
    void a_window_has_the_positions_of_its_entries_also_after_a_clock_was_set_back() {
        Instant later = NOON.plusSeconds(600);
        trail.given(new TokenDeactivated(key, owner, null));
        trail.at(NOON.plusSeconds(3600)).given(new TokenDeactivated(key, owner, null));
        trail.at(later).given(new TokenDeactivated(key, owner, null));
        AuditTrailRepository repository = new AuditTrailRepository(database.jdbc(), Projections.json());

        assertThat(repository.positions(NOON, later.plusSeconds(1))).isEqualTo(new PositionRange(1, 3));
        assertThat(repository.positions(later, later.plusSeconds(1))).isEqualTo(new PositionRange(3, 3));
        assertThat(repository.positions(later, null)).isEqualTo(new PositionRange(2, Long.MAX_VALUE));
        assertThat(repository.positions(null, later)).isEqualTo(new PositionRange(0, 3));
        assertThat(repository.positions(null, null)).isEqualTo(PositionRange.ALL);
    }

    @Test
    void redelivered_events_change_nothing() {
        trail.given(
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                SampleEvents.use(key, owner, NOON, "192.0.2.1", "curl/8"),
                new MemberRemoved(organization, owner));
        List<Map<String, Object>> before = trail.rows("SELECT * FROM audit_trail_organization_v3");

        trail.redeliver();

        assertThat(trail.rows("SELECT * FROM audit_trail_organization_v3")).isEqualTo(before);
        assertThat(trail.rows("SELECT * FROM audit_trail_v3")).hasSize(3);
    }

    @Test
    void texts_about_no_known_account_end_with_their_month_and_those_of_accounts_stay() {
        Map<String, String> admin =
                Map.of(EventMetadata.ACTOR_ACCOUNT_ID, actor.toString(), EventMetadata.IP, "192.0.2.9");
        trail.given(
                        SampleEvents.refusal(null, null, UseRefusalReason.UNKNOWN, NOON, "192.0.2.1"),
                        new SignInRefused(null, "192.0.2.2", "curl/8", NOON, NOON, 3),
                        SampleEvents.refusal(key, owner, UseRefusalReason.EXPIRED, NOON, "192.0.2.3"))
                .causedBy(Map.of(EventMetadata.IP, "192.0.2.4", EventMetadata.USER_AGENT, "finder/1"))
                .given(new TokenDeactivated(key, owner, "leaked"))
                .causedBy(admin)
                .given(
                        new AuditRead("entries", Map.of("ip", "192.0.2.1")),
                        new ExposureReported("ip", "192.0.2.1", NOON, null))
                .causedBy(Map.of())
                .at(NOON.plus(Duration.ofDays(31)))
                .given(SampleEvents.refusal(
                        null, null, UseRefusalReason.UNKNOWN, NOON.plus(Duration.ofDays(31)), "192.0.2.5"));

        trail.given(new UnattributedTextsErased("2026-01")).redeliver();

        assertThat(row(1))
                .containsEntry("ip", null)
                .containsEntry("user_agent", "erased")
                .containsEntry("target", "erased")
                .containsEntry("reason", "unknown");
        assertThat(row(2)).containsEntry("ip", null).containsEntry("user_agent", "erased");
        assertThat(row(3)).containsEntry("ip", "192.0.2.3").containsEntry("user_agent", "curl/8");
        assertThat(row(4))
                .containsEntry("ip", null)
                .containsEntry("user_agent", "erased")
                .containsEntry("reason", "leaked");
        assertThat(row(5)).containsEntry("ip", "192.0.2.9");
        assertThat(row(5).get("data").toString()).contains("erased").doesNotContain("192.0.2.1");
        assertThat(row(6).get("data").toString()).contains("erased", "from").doesNotContain("192.0.2.1");
        assertThat(row(7)).containsEntry("ip", "192.0.2.5").containsEntry("user_agent", "curl/8");
        assertThat(trail.rows("SELECT user_agent FROM audit_trail_text_v2 WHERE user_agent = 'finder/1'"))
                .as("texts without an entry")
                .isEmpty();
    }

    private Map<String, Object> row(long position) {
        return trail.rows(
                        "SELECT * FROM audit_trail_v3 JOIN audit_trail_text_v2 USING (text_hash) WHERE position = ?",
                        position)
                .getFirst();
    }
}
