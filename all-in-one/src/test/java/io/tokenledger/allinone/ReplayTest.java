package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.ConcurrentCallers;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeChannel;
import io.tokenledger.events.notice.NoticeDelivery;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.notice.NoticeProblem;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.events.notice.RetentionEnding;
import io.tokenledger.events.notice.TokenExpiring;
import io.tokenledger.query.notice.NoticeLog;
import io.tokenledger.query.projection.Projection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Read models are disposable: a rebuild from the first event gives the same rows. */
class ReplayTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    /** The long form is {@code -Dreplay.uses=1000000}, with the default test timeout raised. */
    private static final int ROUNDS = Integer.getInteger("replay.rounds", 2);

    private static final long SEED = Long.getLong("replay.seed", 20_260_131);
    private static final int USES = Integer.getInteger("replay.uses", 2_000);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void every_read_model_is_rebuilt_beside_the_live_one_and_gives_the_same_rows_twice() {
        liveThroughEverything();
        useOften();
        Map<String, List<String>> live = rows();

        for (int time = 0; time < 2; time++) {
            for (String projection : projections()) {
                if (time == 0) {
                    assertThat(replay(projection, true).get("drifts"))
                            .as(projection)
                            .isEmpty();
                }
                assertThat(replay(projection, false).get("state").asString()).isEqualTo("done");
            }
            caughtUp();
            assertThat(rows()).isEqualTo(live);
        }
        assertThat(live)
                .allSatisfy(
                        (table, rows) -> assertThat(rows.isEmpty()).isEqualTo(table.equals("token_listing_use_v1")));
        assertThat(schemas()).isEmpty();
    }

    @Test
    void events_that_are_delivered_again_change_nothing() {
        liveThroughEverything();
        caughtUp();
        Map<String, List<String>> before = allRows();
        Random random = new Random(SEED);

        for (int round = 0; round < ROUNDS; round++) {
            List<StreamingEventProcessor> processors = new ArrayList<>(processors());
            Collections.shuffle(processors, random);
            processors.forEach(StreamingEventProcessor::shutDown);
            for (StreamingEventProcessor processor : processors) {
                processor.resetTokens(GapAwareTrackingToken.newInstance(random.nextLong(head()), List.of()));
            }
            processors.forEach(StreamingEventProcessor::start);
            caughtUp();
            Map<String, List<String>> after = allRows();
            before.forEach(
                    (table, rows) -> assertThat(after.get(table)).as(table).isEqualTo(rows));
        }
    }

    /** A replay creates some of the indexes at its end. */
    @Test
    void rebuilt_tables_have_the_indexes_constraints_and_options_of_the_live_ones() {
        liveThroughEverything();
        useOften();
        List<Map<String, Object>> before = definitions();

        for (String projection : projections()) {
            assertThat(replay(projection, false).get("state").asString()).isEqualTo("done");
        }

        assertThat(definitions()).isEqualTo(before);
    }

    private static List<Map<String, Object>> definitions() {
        return LEDGER.jdbc().queryForList("""
                SELECT tablename AS of, indexname AS name, indexdef AS definition
                FROM pg_indexes WHERE schemaname = 'query_side'
                UNION ALL
                SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
                FROM pg_constraint WHERE connamespace = 'query_side'::regnamespace
                UNION ALL
                SELECT relname, 'storage parameters', array_to_string(reloptions, ', ')
                FROM pg_class WHERE relnamespace = 'query_side'::regnamespace AND reloptions IS NOT NULL
                ORDER BY 1, 2, 3""");
    }

    private static List<StreamingEventProcessor> processors() {
        return LEDGER.beans(Projection.class).stream()
                .map(Projection::name)
                .distinct()
                .map(name -> LEDGER.bean(EventProcessingConfiguration.class)
                        .eventProcessor(name, StreamingEventProcessor.class)
                        .orElseThrow())
                .toList();
    }

    /** An earlier build could split a processor. Its second segment never had work. */
    @Test
    void a_projection_that_was_split_is_compared_and_rebuilt_like_any_other() {
        StreamingEventProcessor listing = LEDGER.bean(EventProcessingConfiguration.class)
                .eventProcessor("token-listing", StreamingEventProcessor.class)
                .orElseThrow();
        listing.shutDown();
        LEDGER.jdbc().update("""
                INSERT INTO events.tracking_token (processor_name, segment, token, token_type, updated_at)
                SELECT processor_name, 1, token, token_type, updated_at FROM events.tracking_token
                WHERE processor_name = 'token-listing'""");
        listing.start();
        try {
            Client user = LEDGER.newUser();
            user.createKey("split");
            caughtUp();
            assertThat(replay("token-listing", true).get("drifts")).isEmpty();
            assertThat(replay("token-listing", false).get("state").asString()).isEqualTo("done");
            assertThat(names(user.get("/ledger/tokens?q=split"))).containsExactly("split");
            assertThat(listing.splitSegment(0).join()).isFalse();
        } finally {
            LEDGER.jdbc().update("DELETE FROM events.tracking_token WHERE segment = 1");
        }
    }

    @Test
    void a_comparison_names_the_row_that_was_changed_behind_the_ledgers_back() {
        Client user = LEDGER.newUser();
        String id = user.createKey("honest").text("id");
        caughtUp();
        LEDGER.jdbc().update("UPDATE query_side.token_listing_v1 SET name = 'forged' WHERE token_id = ?::uuid", id);

        JsonNode compared = replay("token-listing", true);

        assertThat(compared.get("drifted").asInt()).isEqualTo(1);
        JsonNode drift = compared.get("drifts").get(0);
        assertThat(drift.get("table").asString()).isEqualTo("token_listing_v1");
        assertThat(drift.get("key").get("token_id").asString()).isEqualTo(id);
        assertThat(drift.get("live").toString()).isEqualTo("{\"name\":\"forged\"}");
        assertThat(drift.get("rebuilt").toString()).isEqualTo("{\"name\":\"honest\"}");

        replay("token-listing", false);
        assertThat(replay("token-listing", true).get("drifted").asInt()).isZero();
        assertThat(user.get("/users/me/api_keys/" + id).requireStatus(200).text("name"))
                .isEqualTo("honest");
    }

    /** A comparison reveals an event that was changed in the store after projections had applied it. */
    @Test
    void a_comparison_names_the_rows_of_an_event_that_was_changed_or_taken_out_of_the_store() {
        Client user = LEDGER.newUser();
        String changed = user.createKey("changed").text("id");
        String gone = user.createKey("gone").text("id");
        caughtUp();
        LEDGER.jdbc().update("""
                        UPDATE events.domain_event SET payload = replace(payload, '"value":"', '"value":"AAAA')
                        WHERE aggregate_id = ?""", changed);
        List<Map<String, Object>> kept =
                LEDGER.jdbc().queryForList("DELETE FROM events.domain_event WHERE aggregate_id = ? RETURNING *", gone);

        JsonNode compared = replay("audit-trail", true);

        List<String> tokens = new ArrayList<>();
        for (JsonNode drift : compared.get("drifts")) {
            if (drift.get("table").asString().equals("audit_trail_v3")) {
                tokens.add(
                        drift.get("rebuilt").isNull()
                                ? "gone"
                                : drift.get("rebuilt").get("data").get("name").asString());
            }
        }
        assertThat(tokens).containsExactly("unreadable", "gone");

        LEDGER.jdbc().update("""
                        UPDATE events.domain_event SET payload = replace(payload, '"value":"AAAA', '"value":"')
                        WHERE aggregate_id = ?""", changed);
        kept.forEach(row -> LEDGER.jdbc()
                .update(
                        "INSERT INTO events.domain_event (" + String.join(", ", row.keySet()) + ") VALUES ("
                                + "?, ".repeat(row.size() - 1) + "?)",
                        row.values().toArray()));
        assertThat(replay("audit-trail", true).get("drifted").asInt()).isZero();
    }

    @Test
    void an_event_that_a_projection_cannot_take_in_stops_it_alone_and_it_goes_on_once_that_is_mended() {
        Client user = LEDGER.newUser();
        LEDGER.jdbc().execute("ALTER TABLE query_side.token_history_v1 ADD CONSTRAINT no_moths CHECK (name <> 'moth')");
        String id = user.createKey("moth").text("id");
        user.createKey("behind the moth");

        await().untilAsserted(() -> {
            JsonNode history = projection("history");
            assertThat(history.get("state").asString()).isEqualTo("failing");
            assertThat(history.get("problem").asString()).contains("no_moths");
            assertThat(history.get("position").asLong())
                    .isLessThan(history.get("failing_at").asLong());
            for (String other : List.of("token-listing", "audit-trail", "signals")) {
                assertThat(projection(other).get("state").asString()).isEqualTo("running");
                assertThat(projection(other).get("position").asLong()).isEqualTo(head());
            }
        });
        assertThat(user.get("/ledger/tokens/" + id + "?as_of=" + head())
                        .requireStatus(503)
                        .header("Retry-After"))
                .isEqualTo("1");

        LEDGER.jdbc().execute("ALTER TABLE query_side.token_history_v1 DROP CONSTRAINT no_moths");
        await().until(() -> projection("history").get("state").asString().equals("running"));
        caughtUp();
        assertThat(names(user.get("/ledger/tokens?as_of=" + head()))).containsExactly("behind the moth", "moth");
    }

    @Test
    void reads_and_writes_go_on_while_a_read_model_is_rebuilt() {
        Client user = LEDGER.newUser();
        user.createKey("steady");
        ConcurrentCallers.busy(
                4,
                () -> {
                    assertThat(names(user.get("/ledger/tokens?owner=" + user.id())))
                            .containsExactly("steady");
                    user.patch("/users/me/api_keys/steady", Map.of("description", Unique.text()))
                            .requireStatus(200);
                },
                () -> {
                    for (int i = 0; i < 3; i++) {
                        assertThat(replay("token-listing", false).get("state").asString())
                                .isEqualTo("done");
                    }
                });
        assertThat(replay("token-listing", true).get("drifts")).isEmpty();
    }

    @Test
    void a_sandbox_holds_every_read_model_as_of_a_position_for_the_same_routes_and_is_dropped() {
        Client user = LEDGER.newUser();
        String id = user.createKey("before").text("id");
        TestOrganization acme = TestOrganization.of(LEDGER);
        String assignment = "/workspaces/" + acme.workspace(false) + "/assignments/" + acme.serviceAccount();
        acme.admin().put(assignment, Map.of("role", "workspace_viewer")).requireStatus(200);
        caughtUp();
        long then = head();
        user.patch("/users/me/api_keys/" + id, Map.of("name", "after")).requireStatus(200);
        user.createKey("later");
        acme.admin().delete(assignment).requireStatus(200);

        Client admin = LEDGER.admin();
        String sandbox = admin.post("/ledger/replays", Map.of("as_of", Long.toString(then)))
                .requireStatus(202)
                .text("id");
        awaitEnd(sandbox);

        String owner = "/ledger/tokens?owner=" + user.id();
        assertThat(names(admin.get(owner + "&replay=" + sandbox))).containsExactly("before");
        assertThat(names(admin.get(owner))).containsExactly("later", "after");
        assertThat(admin.get(owner + "&replay=" + sandbox)
                        .json()
                        .get("freshness")
                        .get("position")
                        .asLong())
                .isEqualTo(then);
        assertThat(admin.get("/ledger/tokens/" + id + "/timeline?replay=" + sandbox)
                        .json()
                        .get("items"))
                .hasSize(1);
        admin.get("/users?replay=" + sandbox).requireStatus(200);
        String assignments = acme.path() + "/assignments";
        assertThat(admin.get(assignments + "?replay=" + sandbox)
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(admin.get(assignments).json().get("total").asInt()).isZero();

        user.get("/ledger/tokens?replay=" + sandbox).requireStatus(403);
        admin.get("/users/me?replay=" + sandbox).requireStatus(422);
        admin.get("/oauth2/revocations?replay=" + sandbox).requireStatus(422);
        admin.post("/ledger/replays?replay=" + sandbox, Map.of()).requireStatus(422);
        admin.get("/ledger/tokens?replay=" + UUID.randomUUID()).requireStatus(404);

        admin.delete("/ledger/replays/" + sandbox).requireStatus(204);
        admin.get("/ledger/tokens?replay=" + sandbox).requireStatus(404);
        assertThat(schemas()).isEmpty();
    }

    /** As a migration does that changes the columns of a read model. */
    @Test
    void copies_with_the_columns_of_an_older_build_are_built_again() {
        Client user = LEDGER.newUser();
        user.createKey("before");
        caughtUp();
        Client admin = LEDGER.admin();
        String sandbox = admin.post("/ledger/replays", Map.of("as_of", Long.toString(head())))
                .requireStatus(202)
                .text("id");
        awaitEnd(sandbox);
        user.createKey("later");
        String listing = "replay_" + sandbox.replace("-", "") + ".token_listing_v1";
        LEDGER.jdbc().execute("ALTER TABLE " + listing + " DROP COLUMN name");

        LEDGER.jdbc().execute("SELECT query_side.restart_copies()");
        awaitEnd(sandbox);

        assertThat(names(admin.get("/ledger/tokens?owner=" + user.id() + "&replay=" + sandbox)))
                .containsExactly("before");
        admin.delete("/ledger/replays/" + sandbox).requireStatus(204);
    }

    /** A migration restarts replays while processes of an earlier build may still run them. */
    @Test
    void a_replay_that_is_restarted_while_it_runs_begins_again_with_new_tables() throws SQLException {
        whileAReplayEnds(copy -> {
            LEDGER.jdbc().execute("ALTER TABLE " + copy + ".token_listing_v1 DROP COLUMN name");
            LEDGER.jdbc().execute("SELECT query_side.restart_copies()");
        });
    }

    @Test
    void a_replay_that_an_earlier_build_began_without_a_table_begins_again() throws SQLException {
        whileAReplayEnds(copy -> LEDGER.jdbc().execute("DROP TABLE " + copy + ".token_listing_use_v1"));
    }

    /** Changes the schema of a copy of the listing while its last step waits. The replay must still end well. */
    private static void whileAReplayEnds(Consumer<String> change) throws SQLException {
        LEDGER.newUser().createKey("before");
        caughtUp();
        String id;
        try (Connection connection =
                        Objects.requireNonNull(LEDGER.jdbc().getDataSource()).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE query_side.token_listing_v1 IN ROW EXCLUSIVE MODE");
            id = LEDGER.admin()
                    .post("/ledger/projections/token-listing/replays", Map.of())
                    .requireStatus(202)
                    .text("id");
            await().pollInterval(Duration.ofMillis(20)).until(ReplayTest::endOfReplayWaits);
            change.accept("replay_" + id.replace("-", ""));
            connection.rollback();
        }

        assertThat(awaitEnd(id).get("state").asString()).isEqualTo("done");
        assertThat(replay("token-listing", true).get("drifts")).isEmpty();
    }

    private static boolean endOfReplayWaits() {
        return Boolean.TRUE.equals(LEDGER.jdbc().queryForObject("""
                SELECT EXISTS (SELECT FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE query_side.token_listing_v1, %')""", Boolean.class));
    }

    @Test
    void a_replay_tells_its_progress_until_its_end() {
        Client admin = LEDGER.admin();
        String id = admin.post("/ledger/projections/audit-trail/replays", Map.of("verify", true))
                .requireStatus(202)
                .text("id");

        Answer told = admin.with("Accept", "text/event-stream")
                .get("/ledger/replays/" + id)
                .requireStatus(200);

        assertThat(told.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(told.body())
                .contains("event:end")
                .contains("\"state\":\"done\"")
                .contains("\"percent\":100");
    }

    @Test
    void a_replay_needs_a_projection_that_there_is_and_an_operator() {
        LEDGER.admin().post("/ledger/projections/horoscope/replays", Map.of()).requireStatus(404);
        LEDGER.newUser()
                .post("/ledger/projections/audit-trail/replays", Map.of())
                .requireStatus(403);
        LEDGER.admin().post("/ledger/replays", Map.of("as_of", "yesterday")).requireStatus(422);
        LEDGER.admin().get("/ledger/replays/" + UUID.randomUUID()).requireStatus(404);
    }

    @Test
    void an_auditor_compares_read_models_and_rebuilds_none() {
        String username = Unique.text();
        LEDGER.admin()
                .post(
                        "/users",
                        Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", List.of("auditor")))
                .requireStatus(201);
        Client auditor = Client.of(LEDGER).signIn(username, LedgerUnderTest.PASSWORD);
        String path = "/ledger/projections/organization-listing/replays";

        String id =
                auditor.post(path, Map.of("verify", true)).requireStatus(202).text("id");

        await().until(() -> auditor.get("/ledger/replays/" + id).text("state").equals("done"));
        assertThat(auditor.get("/ledger/replays/" + id).json().get("drifts")).isEmpty();
        assertThat(LEDGER.admin()
                        .get("/ledger/audit?action=ledger.replayed&actor=" + auditor.id())
                        .json()
                        .get("items"))
                .hasSize(1);
        for (Map<String, Object> rebuild : List.<Map<String, Object>>of(Map.of(), Map.of("verify", false))) {
            assertThat(auditor.post(path, rebuild).requireStatus(403).body()).contains("ledger:operate");
        }
        auditor.post("/ledger/replays", Map.of()).requireStatus(403);
        auditor.delete("/ledger/replays/" + id).requireStatus(403);
        LEDGER.newUser().post(path, Map.of("verify", true)).requireStatus(403);
    }

    private static void changeSinks() {
        String kept = "kept-" + Unique.text();
        String removed = "removed-" + Unique.text();
        for (String name : List.of(kept, removed)) {
            LEDGER.admin()
                    .post("/ledger/sinks", Map.of("name", name, "type", "webhook", "target", "http://127.0.0.1:1/"))
                    .requireStatus(201);
            for (Map<String, Object> change : List.<Map<String, Object>>of(
                    Map.of("paused", true),
                    Map.of("paused", false),
                    Map.of("target", "http://127.0.0.1:2/"),
                    Map.of("paused", true))) {
                LEDGER.admin().patch("/ledger/sinks/" + name, change).requireStatus(200);
            }
        }
        LEDGER.admin().delete("/ledger/sinks/" + removed).requireStatus(204);
    }

    private static void keepACase(Client owner) {
        Map<String, Object> subject = Map.of("title", "Leak", "owner", owner.id(), "from", "2020-01-01T00:00:00Z");
        String incident =
                LEDGER.admin().post("/ledger/cases", subject).requireStatus(201).text("id");
        String path = "/ledger/cases/" + incident;
        LEDGER.admin().post(path + "/notes", Map.of("text", "Found in a gist.")).requireStatus(201);
        LEDGER.admin()
                .patch(path, Map.of("state", "closed", "conclusion", "Harmless."))
                .requireStatus(200);
        LEDGER.admin().patch(path, Map.of("state", "open")).requireStatus(200);
    }

    private static void holdAndRelease(String account) {
        Map<String, Object> hold = Map.of("subject", "account", "id", account, "reason", "a dispute");
        LEDGER.admin().post("/ledger/legal_holds", hold).requireStatus(201);
        String released = LEDGER.admin()
                .post("/ledger/legal_holds", hold)
                .requireStatus(201)
                .text("id");
        LEDGER.admin().delete("/ledger/legal_holds/" + released).requireStatus(200);
    }

    private static void giveNotices() {
        Client user = LEDGER.newUser();
        UUID owner = UUID.fromString(user.id());
        UUID key = UUID.fromString(user.createKey("nightly").text("id"));
        user.patch("/ledger/notices/preferences", Map.of("signals", false)).requireStatus(200);
        user.patch("/ledger/notices/preferences", Map.of("signals", true)).requireStatus(200);
        user.post("/ledger/notices/calendar", Map.of()).requireStatus(201);
        user.post("/ledger/notices/calendar", Map.of()).requireStatus(201);
        user.delete("/ledger/notices/calendar").requireStatus(204);
        Instant expiry = LEDGER.clock().instant().truncatedTo(ChronoUnit.MICROS);
        NoticeDelivery delivery = new NoticeDelivery(
                key, owner, owner, NoticeKind.EXPIRY, expiry, 7, NoticeChannel.MAIL, false, "5f".repeat(32), key);
        LEDGER.bean(NoticeLog.class)
                .record(List.of(
                        new TokenExpiring(key, owner, expiry, 7, true),
                        new RetentionEnding(key, owner, 1, expiry),
                        new IdleDeactivationUpcoming(key, owner, owner, expiry, 1, false),
                        new NoticeFailed(delivery, NoticeProblem.SERVER_UNAVAILABLE),
                        new NoticeSent(delivery)));
    }

    private static void liveThroughEverything() {
        for (int i = 0; i < 5; i++) {
            Client user = LEDGER.newUser();
            keepACase(user);
            String key = user.newKey("one");
            String old = user.newKey("two");
            Client.of(LEDGER).form("/auth/login", Map.of("password", key)).requireStatus(200);
            Client.of(LEDGER).bearer(key).get("/oauth2/verify").requireStatus(200);
            user.post("/users/me/api_keys/two/rotate", Map.of("retain_period_minutes", 5))
                    .requireStatus(200);
            Client.of(LEDGER).bearer(old).get("/users/me").requireStatus(200);
            user.patch("/users/me/api_keys/one", Map.of("active", false, "description", "off"))
                    .requireStatus(200);
            Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(401);
            user.patch("/users/me/api_keys/one", Map.of("active", true)).requireStatus(200);
            user.delete("/users/me/api_keys/two").requireStatus(200);
            String id = user.get("/users/me").text("id");
            LEDGER.admin()
                    .patch("/users/" + id, Map.of("name", "N" + i, "roles", List.of("auditor")))
                    .requireStatus(200);
            LEDGER.admin().patch("/users/" + id, Map.of("active", false)).requireStatus(200);
        }
        roam();
        giveNotices();
        changeSinks();
        TestOrganization acme = TestOrganization.of(LEDGER);
        String account = acme.serviceAccount();
        acme.keyOf(account);
        holdAndRelease(account);
        String assignment = "/workspaces/" + acme.workspace(false) + "/assignments/";
        acme.admin()
                .put(assignment + account, Map.of("role", "workspace_viewer"))
                .requireStatus(200);
        acme.admin()
                .put(assignment + account, Map.of("role", "workspace_admin"))
                .requireStatus(200);
        acme.admin()
                .put(assignment + acme.member().id(), Map.of("role", "workspace_editor"))
                .requireStatus(200);
        acme.admin().delete(assignment + acme.member().id()).requireStatus(200);
        acme.admin().patch(acme.path(), Map.of("description", "changed")).requireStatus(200);
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("max_idle_days", 9))
                .requireStatus(200);
        acme.put(acme.member(), "organization_auditor");
        acme.admin().delete(acme.path() + "/members/" + acme.auditor().id()).requireStatus(200);
        acme.admin()
                .delete(acme.path() + "/service_accounts/" + acme.serviceAccount())
                .requireStatus(200);
        caughtUp();
    }

    /** Uses one key from enough networks for a signal, if they had been within an hour. */
    private static void roam() {
        String key = LEDGER.newUser().newKey("roaming");
        for (int i = 0; i < 7; i++) {
            Client.of(LEDGER)
                    .from("198.51." + i + ".1")
                    .bearer(key)
                    .get("/oauth2/verify")
                    .requireStatus(200);
            LEDGER.clock().travel(Duration.ofHours(2));
        }
    }

    /** Copies of one stored use, inserted by the database. Their texts are unreadable. */
    private static void useOften() {
        LEDGER.jdbc().update("""
                        INSERT INTO events.use_event
                            (position, recorded_at, generation, channel, credential, event_id, token_id, owner_id, personal)
                        SELECT events.next_position(), recorded_at, generation, channel, credential, gen_random_uuid(), token_id,
                               owner_id, personal
                        FROM (SELECT * FROM events.use_event WHERE refusal IS NULL LIMIT 1) AS one,
                             generate_series(1, ?)""", USES);
        caughtUp();
    }

    private static JsonNode replay(String projection, boolean verify) {
        String id = LEDGER.admin()
                .post("/ledger/projections/" + projection + "/replays", Map.of("verify", verify))
                .requireStatus(202)
                .text("id");
        return awaitEnd(id);
    }

    private static JsonNode awaitEnd(String id) {
        await().atMost(Duration.ofSeconds(30 + USES / 1_000))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !LEDGER.admin()
                        .get("/ledger/replays/" + id)
                        .requireStatus(200)
                        .text("state")
                        .equals("running"));
        return LEDGER.admin().get("/ledger/replays/" + id).json();
    }

    private static List<String> names(Answer listing) {
        return listing.requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").asString())
                .toList();
    }

    private static List<String> projections() {
        return LEDGER.admin()
                .get("/ledger/projections")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").asString())
                .toList();
    }

    private static JsonNode projection(String name) {
        return LEDGER.admin()
                .get("/ledger/projections")
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> schemas() {
        return LEDGER.jdbc()
                .queryForList("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replay%'", String.class);
    }

    private static long head() {
        return LEDGER.head();
    }

    private static void caughtUp() {
        long head = head();
        await().atMost(Duration.ofSeconds(30 + USES / 1_000))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(LEDGER.admin()
                                .get("/ledger/projections")
                                .json()
                                .get("items")
                                .valueStream())
                        .allMatch(item -> item.get("position").asLong() >= head));
    }

    /**
     * Rows of all tables except the trail, which grows with each requested replay; the comparison covers the trail,
     * too.
     */
    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = allRows();
        rows.keySet().removeIf(table -> table.startsWith("audit_trail"));
        return rows;
    }

    private static Map<String, List<String>> allRows() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Projection projection : LEDGER.beans(Projection.class)) {
            for (String table : projection.tables()) {
                rows.put(
                        table,
                        LEDGER.jdbc()
                                .queryForList(
                                        "SELECT md5(t::text) FROM query_side." + table + " t ORDER BY 1",
                                        String.class));
            }
        }
        return rows;
    }
}
