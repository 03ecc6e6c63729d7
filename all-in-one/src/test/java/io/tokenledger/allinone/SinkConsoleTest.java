package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pages about sinks, without a browser. */
class SinkConsoleTest {
    private static final String SINKS = "/console/status/sinks";
    private static final String SIEM = SINKS + "/siem";
    private static final AtomicInteger STATUS = new AtomicInteger(204);
    private static final AtomicInteger RECEIVED = new AtomicInteger();

    private static HttpServer webhook;
    private static LedgerUnderTest ledger;

    private final Client admin = ledger.admin();
    private final ConsoleSession console = ConsoleSession.of(ledger, admin.username());

    @BeforeAll
    static void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            RECEIVED.incrementAndGet();
            exchange.sendResponseHeaders(STATUS.get(), -1);
            exchange.close();
        });
        webhook.start();
        String folder = Files.createTempDirectory("sinks").toString();
        ledger = LedgerUnderTest.start(Map.of(
                "ledger.sinks[0].name", "archive",
                "ledger.sinks[0].type", "file",
                "ledger.sinks[0].target", folder + "/trail.ndjson",
                "ledger.sinks[1].name", "broken",
                "ledger.sinks[1].type", "webhook",
                "ledger.sinks[1].target", "no-url"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        webhook.stop(0);
    }

    @AfterEach
    void remove() {
        STATUS.set(204);
        admin.delete("/ledger/sinks/siem");
    }

    @Test
    void a_sink_is_added_with_a_secret_that_is_shown_once() {
        HttpResponse<String> rejected =
                console.post(SINKS, Map.of("name", "siem", "type", "webhook", "target", "ftp://\"><b>x"));
        assertThat(rejected.statusCode()).isBetween(400, 499);
        assertThat(rejected.body())
                .contains("role=\"alert\"", "value=\"siem\"", "ftp://&quot;&gt;&lt;b&gt;x", "archive")
                .doesNotContain("<b>x");

        String shown = console.post(SINKS, Map.of("name", "siem", "type", "webhook", "target", target(), "from", "now"))
                .body();
        assertThat(shown).contains("This is the only time", "href=\"" + SIEM + "\"");
        Matcher secret = Pattern.compile("whsec_[A-Za-z0-9+/=]{20,}").matcher(shown);
        assertThat(secret.find()).isTrue();
        assertThat(get(SINKS)).contains("href=\"" + SIEM + "\"", target()).doesNotContain(secret.group());
        assertThat(get(SIEM)).contains("Position", "Behind", target(), "NDJSON").doesNotContain(secret.group());
    }

    @Test
    void a_secret_that_the_receiver_has_already_is_never_shown() {
        String chosen = "whsec_"
                + Base64.getEncoder().encodeToString("a secret of the receiver".getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = Map.of("name", "siem", "type", "webhook", "target", "ftp://x", "secret", chosen);
        HttpResponse<String> rejected = console.post(SINKS, form);
        assertThat(rejected.statusCode()).isBetween(400, 499);
        assertThat(rejected.body()).contains("value=\"siem\"").doesNotContain(chosen);

        assertThat(console.location(
                        SINKS, Map.of("name", "siem", "type", "webhook", "target", target(), "secret", chosen)))
                .as("a generated secret would be shown")
                .isEqualTo(SIEM);
        assertThat(get(SIEM)).doesNotContain(chosen);
        HttpResponse<String> tooShort = console.post(
                SINKS, Map.of("name", "other", "type", "webhook", "target", target(), "secret", "whsec_short"));
        assertThat(tooShort.statusCode()).isEqualTo(422);
        assertThat(tooShort.body()).contains("role=\"alert\"").doesNotContain("whsec_short");
        assertThat(console.post(SIEM + "/test", Map.of()).body()).contains("Test: <strong>delivered</strong>");
    }

    @Test
    void a_sink_is_tested_paused_resumed_and_removed() {
        add();
        STATUS.set(503);
        assertThat(console.post(SIEM + "/test", Map.of()).body())
                .contains("Test: <strong>failed</strong>", "503", "The position did not change.");
        STATUS.set(204);
        assertThat(console.post(SIEM + "/test", Map.of()).body()).contains("Test: <strong>delivered</strong>");

        assertThat(console.location(SIEM + "/pause", Map.of())).isEqualTo(SIEM);
        assertThat(get(SIEM)).contains("Paused.", "Resume").doesNotContain("/delivery\"");
        ledger.newUser().createKey("waiting");
        await().untilAsserted(() -> assertThat(get(SIEM + "/remove"))
                .contains("Remove <bdi>siem</bdi>?", "were not delivered yet", target()));
        assertThat(console.location(SIEM + "/resume", Map.of())).isEqualTo(SIEM);

        assertThat(console.location(SIEM + "/remove", Map.of())).isEqualTo(SINKS);
        assertThat(get(SIEM + "/delivery")).contains("This sink was removed.").doesNotContain("<html", "hx-get");
        assertThat(console.get(SIEM).statusCode()).isEqualTo(404);
    }

    @Test
    void a_failing_sink_shows_its_problem_here_and_on_the_page_about_projections() {
        STATUS.set(503);
        add();
        ledger.newUser().createKey("undelivered");

        await().untilAsserted(() -> assertThat(get(SIEM + "/delivery"))
                .contains("Failing", "503", "The ledger retries.", "hx-get=\"" + SIEM + "/delivery\"", "Refresh")
                .doesNotContain("<html"));
        assertThat(get(SINKS)).contains("Failing", "503");
        assertThat(get("/console/status")).contains("hx-get=\"/console/status/sink-problems\"");
        assertThat(get("/console/status/sink-problems"))
                .contains("2 sinks do not deliver", "siem", "broken")
                .doesNotContain("archive", "<html");
    }

    @Test
    void the_target_is_changed_after_the_page_has_shown_from_which_entry_on() {
        add();
        assertThat(get(SIEM + "/edit"))
                .contains("Entries from position", "The signing secret stays", "value=\"" + target() + "\"")
                .doesNotContain("name=\"format\"");

        HttpResponse<String> rejected = console.post(SIEM + "/edit", Map.of("target", "https://user:pw@\"><i>"));
        assertThat(rejected.statusCode()).isBetween(400, 499);
        assertThat(rejected.body())
                .contains("role=\"alert\"", "https://user:pw@&quot;&gt;")
                .doesNotContain("<i>");
        assertThat(console.post(SIEM + "/edit", Map.of()).body()).contains("is missing");

        String changed = target() + "/changed";
        assertThat(console.location(SIEM + "/edit", Map.of("target", changed))).isEqualTo(SIEM);
        assertThat(get(SIEM)).contains(changed);
    }

    @Test
    void the_format_of_syslog_can_be_changed() {
        assertThat(console.location(
                        SINKS, Map.of("name", "siem", "type", "syslog", "target", "127.0.0.1:9", "format", "csv")))
                .isEqualTo(SIEM);
        assertThat(get(SIEM + "/edit")).contains("<option value=\"csv\" selected=\"selected\">");
        console.location(SIEM + "/edit", Map.of("target", "127.0.0.1:9", "format", "cef"));
        assertThat(sink().get("format").asString()).isEqualTo("cef");
    }

    @Test
    void entries_are_delivered_again_after_the_page_has_shown_how_many() {
        ledger.newUser().createKey("first");
        admin.post("/ledger/sinks", Map.of("name", "siem", "type", "webhook", "target", target(), "from", "1"))
                .requireStatus(201);
        await().until(() -> sink().get("position").asLong() > 3);
        console.location(SIEM + "/pause", Map.of());
        await().untilAsserted(() -> {
            long position = sink().get("position").asLong();
            assertThat(get(SIEM + "/backfill?from=2"))
                    .contains("Deliver " + (position - 1) + " entries again?", "delivery begins when it is resumed");
        });
        long position = sink().get("position").asLong();

        assertThat(get(SIEM + "/backfill?from=2020-01-31"))
                .contains("Deliver " + position + " entries again?", "value=\"2020-01-31T00:00:00Z\"");
        for (String from : List.of("", "soon", "2999-01-31", String.valueOf(position + 1), "99999999999999999999")) {
            HttpResponse<String> rejected = console.get(SIEM + "/backfill?from=" + from);
            assertThat(rejected.statusCode()).as(from).isEqualTo(422);
            assertThat(rejected.body()).contains("role=\"alert\"", "value=\"" + from + "\"", "Deliver again…");
        }
        assertThat(console.post(SIEM + "/backfill", Map.of("from", "soon")).statusCode())
                .isEqualTo(422);

        assertThat(console.location(SIEM + "/backfill", Map.of("from", "2"))).isEqualTo(SIEM);
        assertThat(sink().get("position").asLong()).isEqualTo(1);
        int before = RECEIVED.get();
        console.location(SIEM + "/resume", Map.of());
        await().until(() -> sink().get("position").asLong() >= position && RECEIVED.get() > before);
    }

    @Test
    void a_sink_of_the_configuration_is_shown_and_not_changed() {
        assertThat(get(SINKS)).contains("archive", "of the configuration", "broken", "Unusable");
        assertThat(get(SINKS + "/archive"))
                .contains("The configuration of the ledger defines this sink", "Deliver again…")
                .doesNotContain("/archive/test", "/archive/edit", "/archive/pause", "/archive/remove");
        assertThat(get(SINKS + "/broken")).contains("Unusable").doesNotContain("Deliver again…", "/broken/test");
        for (String path : List.of("/edit", "/remove")) {
            HttpResponse<String> rejected = console.get(SINKS + "/archive" + path);
            assertThat(rejected.statusCode()).isEqualTo(409);
            assertThat(rejected.body()).contains("comes from the configuration");
        }
        assertThat(console.post(SINKS + "/archive/pause", Map.of()).body())
                .contains("role=\"alert\"", "comes from the configuration");
    }

    @Test
    void the_pages_are_for_readers_of_the_ledger_and_only_superusers_change_something() {
        add();
        ConsoleSession outsider =
                ConsoleSession.of(ledger, TestOrganization.of(ledger).admin().username());
        for (String path :
                List.of(SINKS, SIEM, SIEM + "/delivery", SIEM + "/edit", SIEM + "/remove", SIEM + "/backfill?from=1")) {
            assertThat(outsider.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(outsider.get("/console/status/sink-problems").statusCode()).isEqualTo(403);

        String username = "auditor-" + Unique.text();
        admin.post(
                        "/users",
                        Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", List.of("auditor")))
                .requireStatus(201);
        ConsoleSession auditor = ConsoleSession.of(ledger, username);
        assertThat(auditor.get(SINKS).body()).contains("siem").doesNotContain("Add the sink");
        assertThat(auditor.get(SIEM).body()).contains(target()).doesNotContain("Deliver again…", SIEM + "/test");
        for (String action : List.of("/test", "/pause", "/edit", "/remove", "/backfill")) {
            assertThat(auditor.post(SIEM + action, Map.of("target", target(), "from", "1"))
                            .statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
    }

    private void add() {
        admin.post("/ledger/sinks", Map.of("name", "siem", "type", "webhook", "target", target()))
                .requireStatus(201);
    }

    private JsonNode sink() {
        for (JsonNode sink :
                admin.get("/ledger/sinks").requireStatus(200).json().get("items")) {
            if (sink.get("name").asString().equals("siem")) {
                return sink;
            }
        }
        throw new AssertionError("There is no sink siem.");
    }

    private static String target() {
        return "http://127.0.0.1:" + webhook.getAddress().getPort() + "/siem";
    }

    private String get(String path) {
        return console.get(path).body();
    }
}
