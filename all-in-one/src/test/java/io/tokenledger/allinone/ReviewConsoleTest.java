package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.console.page.Sentences;
import io.tokenledger.events.EventTypes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages for security reviewers answer, without a browser. */
class ReviewConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String MARKUP = "<script>alert(1)</script>";
    private static final Pattern TAIL = Pattern.compile("hx-get=\"(/console/audit/tail[^\"]*)\"");

    private final TestOrganization organization = TestOrganization.of(LEDGER);
    private final ConsoleSession console = new ConsoleSession(LEDGER);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @BeforeEach
    void signInAsAdministrator() {
        signIn(organization.admin());
    }

    @Test
    void every_stored_action_has_words() {
        assertThat(new Sentences().actions())
                .containsExactlyInAnyOrderElementsOf(EventTypes.byStoredName().keySet());
    }

    @Test
    void the_trail_shows_the_events_of_the_viewer_and_keeps_its_filters() {
        String id = organization.admin().createKey("deploy").text("id");
        Client stranger = LEDGER.newUser();
        String foreign = stranger.createKey("foreign").text("id");

        String path = "/console/audit?token=" + id + "&from=2020-01-31";
        await().untilAsserted(() -> assertThat(get(path).body()).contains("deploy"));
        String page = get(path).body();
        assertThat(page)
                .contains("deploy", "created by " + organization.admin().username(), "value=\"2020-01-31\"")
                .contains("data-path=\"/ledger/audit?from=2020-01-31T00%3A00%3A00Z&amp;token=" + id + "\"")
                .contains("/console/audit/export?from=2020-01-31&amp;token=" + id + "&amp;format=cef");
        assertThat(get("/console/audit?token=" + foreign).body())
                .contains("No event matches")
                .doesNotContain(">foreign<");
    }

    @Test
    void a_rejected_filter_stays_in_the_form_with_the_problem() {
        HttpResponse<String> answer = get("/console/audit?owner=ada&q=nightly");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("role=\"alert\"", "value=\"ada\"", "value=\"nightly\"");
    }

    @Test
    void the_trail_continues_on_the_next_page() {
        for (int i = 0; i < 51; i++) {
            get("/console/audit/chart");
        }

        Pattern next = Pattern.compile("href=\"(/console/audit\\?[^\"]*cursor=[^\"]*)\"");
        Matcher found = await().until(
                        () -> next.matcher(
                                get("/console/audit?action=ledger.audit_read").body()),
                        Matcher::find);
        assertThat(get(found.group(1).replace("&amp;", "&")).body()).contains("audit trail read");
    }

    @Test
    void the_live_view_gets_only_new_entries_and_none_of_its_own_reads() {
        String tail = tail(get("/console/audit?live=true&action=token.created,ledger.audit_read")
                .body());
        assertThat(get(tail).statusCode()).isEqualTo(204);

        organization.admin().createKey("arrived");

        await().untilAsserted(() ->
                assertThat(get(tail).body()).contains("arrived", "hx-get").doesNotContain("audit trail read", "<html"));
        assertThat(get(tail(get(tail).body())).statusCode()).isEqualTo(204);
        assertThat(get("/console/audit/tail?after=0&owner=ada").body())
                .contains("The live view ended.")
                .doesNotContain("hx-get");
    }

    @Test
    void the_chart_counts_the_events_of_each_day() {
        organization.admin().createKey("counted");

        await().untilAsserted(() -> assertThat(
                        get("/console/audit/chart?action=token.created").body())
                .contains("data-series=\"[[", "],[1],[0]]\"", "1 event<"));
    }

    @ParameterizedTest
    @CsvSource({
        "ndjson, application/x-ndjson, '\"action\":\"token.created\"'",
        "csv, text/csv;charset=UTF-8, token.created",
        "cef, text/plain;charset=UTF-8, CEF:0",
        "ocsf, application/x-ndjson, class_uid"
    })
    void an_export_passes_through(String format, String type, String content) {
        String id = organization.admin().createKey("exported").text("id");
        String trail = "/ledger/audit?token=" + id;
        await("the trail has the key")
                .until(() -> organization.admin().get(trail).json().get("items").size() > 0);

        HttpResponse<String> file = get("/console/audit/export?format=" + format + "&token=" + id);

        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).isEqualTo(type);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"audit.");
        assertThat(file.body()).contains(content);
        assertThat(get("/console/audit/export?format=" + format + "&owner=ada").statusCode())
                .isEqualTo(422);
    }

    @Test
    void texts_of_callers_are_no_markup() {
        String id = organization
                .admin()
                .post("/users/me/api_keys", Map.of("name", "<img src=x onerror=alert(1)>", "description", MARKUP))
                .requireStatus(201)
                .text("id");
        String operation = organization
                .admin()
                .with("User-Agent", MARKUP)
                .with("X-Request-Id", MARKUP)
                .post(
                        "/ledger/tokens/deactivations",
                        Map.of("tokens", List.of(id), "reason", "\"><img src=x onerror=alert(1)>"))
                .requireStatus(200)
                .text("id");

        String markup = URLEncoder.encode("\">" + MARKUP, StandardCharsets.UTF_8);
        for (String page : new String[] {
            "/console/audit",
            "/console/audit/tail?after=0",
            "/console/audit?q=" + markup,
            "/console/audit?action=" + markup,
            "/console/audit?live=true&user_agent=" + markup,
            "/console/audit?cursor=" + markup,
            "/console/review?as_of=" + markup,
            "/console/review/tokens?q=" + markup,
            "/console/review/tokens?state=" + markup + "&used_from=" + markup,
            "/console/review/tokens/deactivate?token=" + id,
            "/console/review/changes?from=" + markup + "&to=" + markup,
            "/console/review/changes?from=1",
            "/console/review/signals",
            "/console/operations",
            "/console/operations/" + operation,
            "/console/operations/" + operation + "/delete?token=" + id
        }) {
            assertThat(get(page).body()).as(page).doesNotContain("<script>alert", "<img src=x");
        }
    }

    @Test
    void the_review_shows_the_posture_then_and_now() {
        long before = LEDGER.head();
        organization.admin().createKey("unlimited");

        String page = get("/console/review?as_of=" + before).body();

        assertThat(page)
                .contains(
                        "never expire",
                        "/console/review/tokens?state=active&amp;no_expiry=true",
                        "Then and now",
                        "/console/review/changes?from=" + before,
                        "Readers of the audit trail",
                        "value=\"" + before + "\"")
                .doesNotContain("role=\"alert\"");
        HttpResponse<String> rejected = get("/console/review?as_of=yesterday");
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(rejected.body()).contains("role=\"alert\"", "value=\"yesterday\"", "never expire");
    }

    @Test
    void pages_of_the_review_are_for_those_who_may_read_the_keys_of_others() {
        signIn(organization.member());
        for (String page : List.of(
                "/console/review", "/console/review/tokens", "/console/review/signals", "/console/operations")) {
            assertThat(get(page).statusCode()).as(page).isEqualTo(403);
            assertThat(get(page).body()).contains("This page is for administrators and auditors.");
        }
        signIn(organization.admin());
        assertThat(get("/console/review").body()).doesNotContain("href=\"/console/status\"");
    }

    @Test
    void the_list_passes_every_filter_through() {
        organization.admin().createKey("ci-one");
        long before = LEDGER.head();
        String id = organization.admin().createKey("ci-two").text("id");
        organization.admin().delete("/users/me/api_keys/" + id).requireStatus(200);

        assertThat(get("/console/review/tokens?q=ci-&no_expiry=true&sort=created&created_after=2020-01-31")
                        .body())
                .contains("ci-one", "name=\"token\"", "created_after=2020-01-31T00%3A00%3A00Z")
                .doesNotContain("ci-two");
        assertThat(get("/console/review/tokens?q=ci-two&state=deleted").body()).contains("ci-two");
        assertThat(get("/console/review/tokens?q=ci-&as_of=" + before).body())
                .contains("ci-one", "You see the tokens as of", "position " + before)
                .doesNotContain("ci-two", "name=\"token\"");
        HttpResponse<String> rejected = get("/console/review/tokens?expiring_within=soon&q=ci");
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(rejected.body()).contains("role=\"alert\"", "value=\"soon\"", "value=\"ci\"");
    }

    @Test
    void two_points_in_time_are_compared() {
        long before = LEDGER.head();
        String id = organization.admin().createKey("later").text("id");

        assertThat(get("/console/review/changes?from=" + before).body())
                .contains(
                        "later",
                        "did not exist",
                        "created by " + organization.admin().username(),
                        id);
        assertThat(get("/console/review/changes?from=soon").body()).contains("role=\"alert\"", "value=\"soon\"");
        assertThat(get("/console/review/changes").body()).contains("Choose a day");
    }

    @Test
    void selected_tokens_are_deactivated_watched_and_restored_or_deleted() {
        Answer kept = organization.admin().createKey("kept");
        Answer stolen = organization.admin().createKey("stolen");
        Answer unused = organization.admin().createKey("unused");
        use(stolen, "miner/1");
        String ids = stolen.text("id") + "," + unused.text("id") + "," + kept.text("id");

        assertThat(get("/console/review/tokens/deactivate").body()).contains("No token is selected.");
        assertThat(get("/console/review/tokens/deactivate?token=" + ids.replace(",", "&token="))
                        .body())
                .contains("Deactivate 3 tokens?", "stolen", "miner/1");
        HttpResponse<String> rejected =
                post("/console/review/tokens/deactivate", Map.of("tokens", ids, "reason", "leaked"));
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(rejected.body()).contains("role=\"alert\"", "No token is selected.", "value=\"leaked\"");

        String operation = location(post(
                "/console/review/tokens/deactivate",
                Map.of(
                        "tokens",
                        ids,
                        "token-" + stolen.text("id"),
                        "yes",
                        "token-" + unused.text("id"),
                        "yes",
                        "reason",
                        "leaked")));
        assertThat(operation).startsWith("/console/operations/");
        assertThat(use(stolen, "miner/1")).isEqualTo(401);
        assertThat(use(kept, "job")).isEqualTo(200);
        await().untilAsserted(() -> assertThat(get(operation).body())
                .contains("leaked", "1 use was refused since.", "Deactivated")
                .doesNotContain("kept"));
        assertThat(get("/console/operations").body()).contains("leaked", operation);

        assertThat(get(operation + "/restore?token=" + stolen.text("id")).body())
                .contains("Restore 1 token?", "stolen")
                .doesNotContain("unused");
        assertThat(location(post(operation + "/restore", Map.of("tokens", stolen.text("id"), "reason", "false alarm"))))
                .isEqualTo(operation);
        assertThat(use(stolen, "job")).isEqualTo(200);
        assertThat(location(post(operation + "/delete", Map.of("tokens", unused.text("id")))))
                .isEqualTo(operation);
        assertThat(get(operation).body())
                .contains("Active again", "Deleted", "Since then", "false alarm", ">deleted 1 token<")
                .containsPattern("(?s)>" + organization.admin().username()
                        + "</bdi> <a href=\"/console/operations/[^\"]+\">restored 1 token<");
        assertThat(get("/console/operations").body()).contains(">restore<");
        HttpResponse<String> incomplete = post(operation + "/restore", Map.of("tokens", "x"));
        assertThat(incomplete.statusCode()).isEqualTo(422);
    }

    @Test
    void an_auditor_sees_the_list_and_deactivates_nothing() {
        String id = organization.admin().createKey("watched").text("id");
        signIn(organization.auditor());

        assertThat(get("/console/review/tokens?q=watched").body())
                .contains("watched")
                .doesNotContain("name=\"token\"", "Deactivate the selected");
        HttpResponse<String> rejected = post(
                "/console/review/tokens/deactivate", Map.of("tokens", id, "token-" + id, "yes", "reason", "leaked"));
        assertThat(rejected.statusCode()).isEqualTo(403);
        assertThat(rejected.body()).contains("role=\"alert\"", "value=\"leaked\"");
    }

    private static int use(Answer key, String agent) {
        return Client.of(LEDGER)
                .bearer(key.text("key"))
                .with("User-Agent", agent)
                .get("/users/me")
                .status();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    private HttpResponse<String> get(String path) {
        return console.get(path);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        return console.post(path, fields);
    }

    private static String tail(String page) {
        Matcher path = TAIL.matcher(page);
        assertThat(path.find()).isTrue();
        return path.group(1).replace("&amp;", "&");
    }

    private void signIn(Client account) {
        console.forget();
        assertThat(console.signIn(account.username()).statusCode()).isEqualTo(302);
    }
}
