package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Organization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Read models are disposable: what is rebuilt from the first event equals what was there. Faults 8, 9, 39. */
class ReplayTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    /** The long form is {@code -Dreplay.uses=1000000}, with the default timeout of tests raised. */
    private static final int USES = Integer.getInteger("replay.uses", 2_000);

    private static final List<String> PROCESSORS = List.of(
            "token-listing",
            "account-listing",
            "organization-listing",
            "workspace-listing",
            "revocations",
            "audit-trail");
    private static final List<String> TABLES = List.of(
            "query_side.token_listing_v1 ORDER BY token_id",
            "query_side.account_listing_v1 ORDER BY account_id",
            "query_side.organization_listing_v1 ORDER BY organization_id",
            "query_side.member_listing_v1 ORDER BY organization_id, account_id",
            "query_side.workspace_listing_v1 ORDER BY workspace_id",
            "query_side.assignment_listing_v1 ORDER BY workspace_id, account_id",
            "query_side.revocation_v1 ORDER BY position",
            "query_side.revocation_key_v1 ORDER BY api_key_id",
            "query_side.audit_trail_v1 ORDER BY position");

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_replay_into_empty_tables_gives_the_same_rows_twice() {
        liveThroughEverything();
        useOften();
        Map<String, List<String>> live = rows();

        replay();
        assertThat(rows()).isEqualTo(live);
        replay();
        assertThat(rows()).isEqualTo(live);
        assertThat(live.values()).allMatch(rows -> !rows.isEmpty());
    }

    @Test
    void an_event_that_nobody_knows_stops_its_readers_and_they_go_on_once_it_is_gone() {
        Client user = LEDGER.newUser();
        LEDGER.jdbc().update("""
                        INSERT INTO events.domain_event
                            (event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
                        VALUES ('00000000-0000-7000-8000-000000000001', 'future', 0, '2026-01-01T00:00:00Z',
                            'token.teleported', '1', '{}', '{}')""");

        user.post("/users/me/api_keys?wait=false", Map.of("name", "behind")).demand(201);
        assertThat(user.get("/users/me/api_keys")
                        .demand(200)
                        .json()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(Long.parseLong(user.get("/users/me/api_keys").header("X-Ledger-Lag-Ms")))
                .isPositive();
        await().untilAsserted(() ->
                assertThat(LEDGER.admin().get("/actuator/health").status()).isEqualTo(503));
        Client.of(LEDGER).get("/actuator/health/readiness").demand(200);
        assertThat(LEDGER.admin().get("/actuator/prometheus").body())
                .containsPattern("ledger_projection_lag_seconds\\{.*projection=\"token-listing\".*\\} [0-9.]*[1-9]");

        LEDGER.jdbc().update("DELETE FROM events.domain_event WHERE event_type = 'token.teleported'");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> user.get("/users/me/api_keys").json().get("total").asInt() == 1);
    }

    private static long lag(Client user) {
        return Long.parseLong(user.get("/users/me/api_keys").header("X-Ledger-Lag-Ms"));
    }

    private static void liveThroughEverything() {
        for (int i = 0; i < 5; i++) {
            Client user = LEDGER.newUser();
            String key = user.newKey("one");
            String old = user.newKey("two");
            Client.of(LEDGER).form("/auth/login", Map.of("password", key)).demand(200);
            Client.of(LEDGER).bearer(key).get("/oauth2/verify").demand(200);
            user.post("/users/me/api_keys/two/rotate", Map.of("retain_period_minutes", 5))
                    .demand(200);
            Client.of(LEDGER).bearer(old).get("/users/me").demand(200);
            user.patch("/users/me/api_keys/one", Map.of("active", false, "description", "off"))
                    .demand(200);
            Client.of(LEDGER).bearer(key).get("/users/me").demand(401);
            user.patch("/users/me/api_keys/one", Map.of("active", true)).demand(200);
            user.delete("/users/me/api_keys/two").demand(200);
            String id = user.get("/users/me").text("id");
            LEDGER.admin()
                    .patch("/users/" + id, Map.of("name", "N" + i, "roles", List.of("auditor")))
                    .demand(200);
            LEDGER.admin().patch("/users/" + id, Map.of("active", false)).demand(200);
        }
        Organization acme = Organization.of(LEDGER);
        String account = acme.serviceAccount();
        acme.keyOf(account);
        String assignment = "/workspaces/" + acme.workspace(false) + "/assignments/";
        acme.admin()
                .put(assignment + account, Map.of("role", "workspace_viewer"))
                .demand(200);
        acme.admin()
                .put(assignment + account, Map.of("role", "workspace_admin"))
                .demand(200);
        acme.admin()
                .put(assignment + acme.member().id(), Map.of("role", "workspace_editor"))
                .demand(200);
        acme.admin().delete(assignment + acme.member().id()).demand(200);
        acme.admin().patch(acme.path(), Map.of("description", "changed")).demand(200);
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("max_idle_days", 9))
                .demand(200);
        acme.put(acme.member(), "organization_auditor");
        acme.admin().delete(acme.path() + "/members/" + acme.auditor().id()).demand(200);
        acme.admin()
                .delete(acme.path() + "/service_accounts/" + acme.serviceAccount())
                .demand(200);
        caughtUp();
    }

    /** Uses as they are stored, of one key, written by the database itself. */
    private static void useOften() {
        LEDGER.jdbc().update("""
                        INSERT INTO events.domain_event
                            (event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
                        SELECT id, id, 0, recorded_at, event_type, revision, payload, metadata
                        FROM (SELECT gen_random_uuid()::text AS id, recorded_at, event_type, revision, payload, metadata
                              FROM (SELECT * FROM events.domain_event WHERE event_type = 'token.used' LIMIT 1) AS one,
                                   generate_series(1, ?)) AS many""", USES);
        caughtUp();
    }

    private static void replay() {
        for (String name : PROCESSORS) {
            StreamingEventProcessor processor = processor(name);
            processor.shutDown();
            processor.resetTokens();
            processor.start();
        }
        caughtUp();
    }

    private static void caughtUp() {
        long head = LEDGER.jdbc().queryForObject("SELECT max(global_index) FROM events.domain_event", Long.class);
        await().atMost(Duration.ofSeconds(30 + USES / 1_000))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> PROCESSORS.stream()
                        .allMatch(name -> processor(name).processingStatus().values().stream()
                                .anyMatch(status -> status.getCurrentPosition().orElse(-1) >= head)));
    }

    private static StreamingEventProcessor processor(String name) {
        return LEDGER.bean(EventProcessingConfiguration.class)
                .eventProcessor(name, StreamingEventProcessor.class)
                .orElseThrow();
    }

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    LEDGER.jdbc()
                            .queryForList(
                                    "SELECT md5(t::text) FROM " + table.replace(" ORDER", " t ORDER"), String.class));
        }
        return rows;
    }
}
