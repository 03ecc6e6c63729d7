package io.tokenledger.query.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.usage.UseRefusalReason;
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

/** The rules have a test of their own; this one is about the state that they keep in tables. */
class SignalProjectionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestDatabase database = Projections.newDatabase(); // the position of the last use counts for all keys
    private final ProjectionFixture signals = new ProjectionFixture(
            database,
            new SignalProjection(
                    new DetectionStateRepository(database.template(), database.jdbc()),
                    new AccountSightingRepository(database.template(), database.jdbc())));
    private final UUID key = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @Test
    void a_signal_names_its_key_its_reason_and_the_events_behind_it() {
        use(Duration.ZERO, "192.0.2.1", "curl/8");

        use(Duration.ofDays(40), "192.0.2.1", "curl/8");

        assertThat(raised()).hasSize(1);
        assertThat(raised().getFirst())
                .containsEntry("position", 2L)
                .containsEntry("kind", "dormant_key_wakes")
                .containsEntry("raised_at", START.plus(Duration.ofDays(40)))
                .containsEntry("token_id", key)
                .containsEntry("owner_id", owner)
                .containsEntry("ip", "192.0.2.1")
                .containsEntry("reason", "unused for 40 days")
                .containsEntry("evidence", List.of(1L, 2L));
    }

    @Test
    void first_uses_from_a_network_are_known_in_later_batches() {
        use(Duration.ZERO, "192.0.2.1", null);
        use(Duration.ofDays(10), "198.51.100.7", null);
        use(Duration.ofDays(10).plusHours(2), "198.51.100.8", null);

        assertThat(raised()).extracting(row -> row.get("kind")).containsExactly("first_seen_network");
        assertThat(signals.rows("SELECT what FROM signal_sighting_v1 WHERE kind = 'network' ORDER BY what"))
                .containsExactly(Map.of("what", "192.0.2.0/24"), Map.of("what", "198.51.100.0/24"));
    }

    @Test
    void refusals_are_counted_over_several_batches_and_once_each() {
        for (int i = 0; i < 15; i++) {
            refuse(Duration.ofSeconds(i));
            signals.redeliver();
        }
        assertThat(raised()).isEmpty();

        for (int i = 15; i < 20; i++) {
            refuse(Duration.ofSeconds(i));
        }
        assertThat(raised()).extracting(row -> row.get("kind")).containsExactly("refusal_burst");
        assertThat(raised().getFirst()).containsEntry("position", 20L);
    }

    @Test
    void redelivered_uses_change_nothing() {
        signals.given(
                SampleEvents.use(key, owner, START, "192.0.2.1", "curl/8"),
                SampleEvents.use(key, owner, START.plus(Duration.ofDays(8)), "198.51.100.7", "python/3"));
        List<Map<String, Object>> before = raised();
        List<Map<String, Object>> state = state();
        assertThat(before).hasSize(2);

        signals.redeliver();

        assertThat(raised()).isEqualTo(before);
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void sightings_of_an_account_are_known_in_later_batches() {
        signals.at(START).given(new SignedIn(owner, "jti-1", START, "192.0.2.1", "curl/8"));
        signals.at(START.plus(Duration.ofDays(50)));
        use(Duration.ofDays(50), "203.0.113.5", "curl/8");
        signals.redeliver();

        UUID child = UUID.randomUUID();
        signals.at(START.plus(Duration.ofDays(50)).plusSeconds(2400))
                .causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, owner.toString(), EventMetadata.IP, "203.0.113.77"))
                .given(SampleEvents.key(child, owner, "child", null));
        List<Map<String, Object>> before = raised();
        signals.redeliver();

        assertThat(raised())
                .isEqualTo(before)
                .singleElement()
                .satisfies(signal -> assertThat(signal)
                        .containsEntry("position", 3L)
                        .containsEntry("kind", "key_created_from_new_network")
                        .containsEntry(
                                "raised_at", START.plus(Duration.ofDays(50)).plusSeconds(2400))
                        .containsEntry("token_id", child)
                        .containsEntry("owner_id", owner)
                        .containsEntry("ip", "203.0.113.77")
                        .containsEntry(
                                "reason",
                                "created from 203.0.113.0/24, where its creator was first seen 40 minutes earlier")
                        .containsEntry("evidence", List.of(2L, 3L)));
        assertThat(signals.rows(
                        "SELECT network, first_position FROM signal_account_v1 ORDER BY first_position, network"))
                .containsExactly(
                        Map.of("network", "", "first_position", 1L),
                        Map.of("network", "192.0.2.0/24", "first_position", 1L),
                        Map.of("network", "203.0.113.0/24", "first_position", 2L));
    }

    @Test
    void a_creation_by_the_ledger_itself_is_no_sighting() {
        signals.given(SampleEvents.key(key, owner, "first", null));

        assertThat(signals.rows("SELECT * FROM signal_account_v1")).isEmpty();
        assertThat(raised()).isEmpty();
    }

    @Test
    void signals_and_counts_about_no_known_account_end_with_their_month() {
        for (int i = 0; i < 20; i++) {
            refuseUnknown(Duration.ofSeconds(i), "192.0.2.66");
            refuseUnknown(Duration.ofDays(31).plusSeconds(i), "198.51.100.7");
            refuse(Duration.ofSeconds(i));
        }
        assertThat(raised()).hasSize(3);

        signals.given(new UnattributedTextsErased("2026-01")).redeliver();

        assertThat(raised()).extracting(row -> row.get("ip")).containsExactly("198.51.100.7", "192.0.2.66");
        assertThat(signals.rows("SELECT DISTINCT subject FROM signal_count_v1 ORDER BY subject"))
                .extracting(row -> row.get("subject"))
                .containsExactlyInAnyOrder("198.51.100.7 2026-02", key.toString());
    }

    private void refuseUnknown(Duration after, String ip) {
        signals.given(SampleEvents.refusal(null, null, UseRefusalReason.UNKNOWN, START.plus(after), ip));
    }

    private void use(Duration after, String ip, String agent) {
        signals.given(SampleEvents.use(key, owner, START.plus(after), ip, agent));
    }

    private void refuse(Duration after) {
        signals.given(SampleEvents.refusal(key, owner, UseRefusalReason.WRONG_SECRET, START.plus(after), "192.0.2.66"));
    }

    private List<Map<String, Object>> raised() {
        return signals.rows("SELECT * FROM signal_v1 ORDER BY position, kind");
    }

    private List<Map<String, Object>> state() {
        return signals.rows("SELECT * FROM signal_sighting_v1 ORDER BY kind, what");
    }
}
