package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages about projections, replays and sandboxes, without a browser. */
class ReplayConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String SANDBOXES = "/console/status/sandboxes";
    private static final String VERIFY = "/console/status/projections/token-listing/replays";

    private final Client admin = LEDGER.admin();
    private final ConsoleSession console = ConsoleSession.of(LEDGER, admin.username());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @AfterEach
    void deleteAll() {
        admin.get("/ledger/replays")
                .json()
                .get("items")
                .forEach(replay ->
                        admin.delete("/ledger/replays/" + replay.get("id").asString()));
    }

    @Test
    void a_comparison_is_followed_to_its_end_and_deleted() {
        assertThat(get("/console/status")).contains("Status of the ledger", "audit-trail", "running", "No replay.");
        assertThat(get("/console/review")).contains("href=\"/console/status/sinks\"", "href=\"" + SANDBOXES + "\"");
        assertThat(console.location(VERIFY, Map.of("purpose", "verify"))).isEqualTo("/console/status");
        await().untilAsserted(() -> assertThat(get("/console/status/replays"))
                .contains("Comparison of token-listing", "No difference")
                .doesNotContain("hx-trigger", "Refresh", "<html"));

        String page = "/console/status/replays/" + newestReplay();
        assertThat(get(page)).contains("equals a replay of all events", "100 %", "Delete");
        assertThat(get(page + "/progress")).doesNotContain("<html", "hx-trigger");
        assertThat(get(page + "/delete")).contains("Its result is removed from the list.");
        assertThat(console.location(page + "/delete", Map.of())).isEqualTo("/console/status");
        assertThat(get(page + "/progress")).contains("This replay was deleted.").doesNotContain("<html", "hx-get");
        assertThat(console.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void a_comparison_names_each_difference() {
        Client user = LEDGER.newUser();
        String id = user.createKey("honest").text("id");
        await().untilAsserted(() -> assertThat(LEDGER.jdbc()
                        .update(
                                "UPDATE query_side.token_listing_v1 SET name = '<b>forged' WHERE token_id = ?",
                                UUID.fromString(id)))
                .isOne());
        console.location(VERIFY, Map.of("purpose", "verify"));

        await().untilAsserted(() -> assertThat(get("/console/status/replays"))
                .contains("1 difference")
                .doesNotContain("hx-trigger"));
        assertThat(get("/console/status/replays/" + newestReplay()))
                .contains("Differences", "token_listing_v1", id, "&lt;b&gt;forged", "honest")
                .doesNotContain("<b>forged");

        console.location(VERIFY, Map.of("purpose", "rebuild"));
        await().untilAsserted(() -> assertThat(get("/console/status/replays"))
                .contains("Rebuild of token-listing")
                .doesNotContain("hx-trigger"));
    }

    @Test
    void a_running_replay_is_polled_and_can_be_refreshed_without_a_script() {
        UUID running = UUID.randomUUID();
        LEDGER.jdbc().update("""
                        INSERT INTO query_side.replay
                            (id, kind, projections, state, events_done, events_total, problem, started_at, claimed_until)
                        VALUES (?, 'sandbox', ARRAY['token-listing'], 'running', 1, 4, '<i>disk', now(), 'infinity')""", running);
        String page = "/console/status/replays/" + running;

        assertThat(get(SANDBOXES))
                .contains("not complete", "25 %", "hx-get=\"/console/status/sandboxes/progress\"", "Refresh");
        assertThat(get(page))
                .contains("Blocked, and retried: <bdi>&lt;i&gt;disk", "hx-get=\"" + page + "/progress\"", "Refresh")
                .doesNotContain("Read from it", "<i>disk");
        assertThat(get(page + "/delete")).contains("Delete the sandbox?", "1 of 4 events were applied.");
        assertThat(console.location(page + "/delete", Map.of())).isEqualTo(SANDBOXES);
        assertThat(get(SANDBOXES)).contains("No sandbox").doesNotContain("Refresh");
    }

    @Test
    void a_sandbox_says_how_to_read_from_it() {
        Client user = LEDGER.newUser();
        user.createKey("before");
        long then = LEDGER.head();
        user.createKey("after");

        String page = console.location(SANDBOXES, Map.of("as_of", String.valueOf(then)));
        assertThat(page).startsWith("/console/status/replays/");
        await().untilAsserted(() -> assertThat(get(page + "/progress")).doesNotContain("hx-trigger"));
        String id = page.substring(page.lastIndexOf('/') + 1);
        assertThat(get(page))
                .contains(
                        "Ready",
                        "curl -H &quot;Authorization: Bearer $TOKEN&quot; &quot;{origin}/ledger/tokens?replay=" + id,
                        "/console/review/changes?from=" + then);
        assertThat(get(SANDBOXES)).contains(page, "Ready");
        assertThat(get("/console/status")).doesNotContain(page);
        for (String route : List.of("tokens", "audit", "posture")) {
            assertThat(get(page)).contains("/ledger/" + route + "?replay=" + id);
            admin.get("/ledger/" + route + "?replay=" + id).requireStatus(200);
        }
        assertThat(admin.get("/ledger/tokens?owner=" + user.id() + "&replay=" + id)
                        .json()
                        .get("items"))
                .hasSize(1);

        assertThat(get(page)).contains("<dt>As of</dt><dd>position " + then, "<dt>Last event</dt>");

        assertThat(get(page + "/delete")).contains("Delete the sandbox?", "replay=" + id);
        assertThat(console.location(page + "/delete", Map.of())).isEqualTo(SANDBOXES);
        admin.get("/ledger/tokens?replay=" + id).requireStatus(404);
    }

    @Test
    void a_sandbox_names_the_requested_instant_and_its_last_event() {
        LEDGER.newUser();
        String requested =
                LEDGER.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString();

        String page = console.location(SANDBOXES, Map.of("as_of", requested));

        await().untilAsserted(() -> assertThat(get(page + "/progress"))
                .containsPattern("<dt>As of</dt><dd><time [^>]*datetime=\"" + requested)
                .containsPattern("<dt>Last event</dt><dd><time [^>]*datetime="));
        assertThat(get(SANDBOXES)).contains("Last event", requested);
        console.location(page + "/delete", Map.of());
    }

    @Test
    void a_sandbox_that_cannot_be_built_keeps_what_was_typed() {
        HttpResponse<String> rejected = console.post(SANDBOXES, Map.of("as_of", "\"><script>alert(1)</script>"));
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(rejected.body())
                .contains("role=\"alert\"", "value=\"&quot;&gt;&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");

        for (int i = 0; i < 3; i++) {
            console.location(SANDBOXES, Map.of());
        }
        HttpResponse<String> tooMany = console.post(SANDBOXES, Map.of("as_of", "1"));
        assertThat(tooMany.statusCode()).isEqualTo(409);
        assertThat(tooMany.body()).contains("Delete one of them first.", "value=\"1\"");
    }

    @Test
    void an_unknown_projection_is_a_problem_on_the_page() {
        HttpResponse<String> rejected =
                console.post("/console/status/projections/none/replays", Map.of("purpose", "rebuild"));
        assertThat(rejected.statusCode()).isEqualTo(404);
        assertThat(rejected.body()).contains("role=\"alert\"", "token-listing");
    }

    @Test
    void the_pages_are_for_readers_of_the_ledger_and_only_superusers_change_something() {
        console.location(SANDBOXES, Map.of());
        String page = "/console/status/replays/" + newestReplay();
        TestOrganization organization = TestOrganization.of(LEDGER);
        ConsoleSession outsider = ConsoleSession.of(LEDGER, organization.admin().username());
        for (String path : List.of("", "/replays", "/sandboxes", "/sandboxes/progress")) {
            assertThat(outsider.get("/console/status" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String path : List.of(page, page + "/progress", page + "/delete")) {
            assertThat(outsider.get(path).statusCode()).as(path).isEqualTo(403);
        }

        ConsoleSession auditor = auditor();
        assertThat(auditor.get(SANDBOXES).body()).contains(page).doesNotContain("Build the sandbox");
        assertThat(auditor.get(page).body()).doesNotContain(page + "/delete");
        assertThat(auditor.post(page + "/delete", Map.of()).statusCode()).isEqualTo(403);
        assertThat(auditor.post(SANDBOXES, Map.of()).statusCode()).isEqualTo(403);
    }

    private ConsoleSession auditor() {
        String username = "auditor-" + Unique.text();
        admin.post(
                        "/users",
                        Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", List.of("auditor")))
                .requireStatus(201);
        return ConsoleSession.of(LEDGER, username);
    }

    private String newestReplay() {
        return admin.get("/ledger/replays").json().get("items").get(0).get("id").asString();
    }

    private String get(String path) {
        return console.get(path).body();
    }
}
