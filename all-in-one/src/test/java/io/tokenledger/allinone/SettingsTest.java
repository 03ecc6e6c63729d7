package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.testsupport.DataDirectories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Configuration properties and their effect. */
class SettingsTest {
    private static final Path FILES = DataDirectories.create("settings");
    private static LedgerUnderTest together;

    /** Settings whose tests do not affect each other, since each start takes seconds. */
    @BeforeAll
    static void start() throws IOException {
        Path secret = Files.writeString(FILES.resolve("secret"), "whsec_not base64!");
        Map<String, String> settings = new HashMap<>();
        settings.put("ledger.signals.disabled-kinds", "dead_value_used, many_networks");
        settings.put("ledger.sinks[0].name", "bus");
        settings.put("ledger.sinks[0].type", "webhook");
        settings.put("ledger.sinks[0].target", "https://hooks.example.org/");
        settings.put("ledger.sinks[0].secret-file", secret.toString());
        settings.put("ledger.sinks[1].name", "archive");
        settings.put("ledger.sinks[1].type", "file");
        settings.put("ledger.sinks[1].target", trail().toString());
        settings.put("ledger.http.body-timeout", "1s");
        settings.put("ledger.public-url", "https://ledger.example.org");
        together = LedgerUnderTest.start(settings);
    }

    @AfterAll
    static void stop() {
        together.close();
        LedgerUnderTest.delete(FILES);
    }

    private static Path trail() {
        return FILES.resolve("trail.ndjson");
    }

    @Test
    void a_policy_of_the_instance_binds_accounts_of_no_organization_too() {
        Map<String, String> settings = Map.of(
                "ledger.tokens.policy.creation", "admins_only",
                "ledger.tokens.policy.max-lifetime-minutes", "60",
                "ledger.tokens.policy.keys-may-create-keys", "false");
        try (LedgerUnderTest ledger = LedgerUnderTest.start(settings)) {
            Map<String, Object> key = Map.of("name", "k", "expires_in_minutes", 60);
            assertThat(ledger.newUser()
                            .post("/users/me/api_keys", key)
                            .requireStatus(403)
                            .body())
                    .contains("This instance", "creation");
            assertThat(ledger.admin()
                            .post("/users/me/api_keys", Map.of("name", "k"))
                            .requireStatus(422)
                            .body())
                    .contains("This instance", "max_lifetime_minutes");
            String value = ledger.admin()
                    .post("/users/me/api_keys", key)
                    .requireStatus(201)
                    .text("key");
            Client.of(ledger)
                    .bearer(value)
                    .post("/users/me/api_keys", Map.of("name", "child", "expires_in_minutes", 1))
                    .requireStatus(403);
        }
    }

    @Test
    void a_disabled_kind_of_signal_is_neither_listed_nor_delivered() throws IOException {
        Client user = together.newUser();
        JsonNode key = user.createKey("lost").json();
        user.patch("/users/me/api_keys/lost", Map.of("active", false)).requireStatus(200);
        for (int i = 0; i < 20; i++) {
            Client.of(together)
                    .bearer(key.get("key").asString())
                    .get("/users/me?i=" + i)
                    .requireStatus(401);
        }
        together.clock().travel(Duration.ofSeconds(61));
        await().until(() -> Files.exists(trail()) && Files.readString(trail()).contains("signal.refusal_burst"));

        Client admin = together.admin();
        assertThat(admin.get("/ledger/signals?owner=" + user.id()).json().get("items"))
                .extracting(signal -> signal.get("kind").asString())
                .containsExactly("refusal_burst");
        assertThat(admin.get("/ledger/signals?kind=dead_value_used").json().get("items"))
                .hasSize(1);
        assertThat(Files.readString(trail())).doesNotContain("signal.dead_value_used");
        assertThat(admin.get("/ledger/signals/summary").json().get("kinds"))
                .filteredOn(kind -> !kind.get("enabled").asBoolean())
                .extracting(kind -> kind.get("kind").asString() + " " + kind.get("per_day"))
                .containsExactly("dead_value_used 0.03", "many_networks 0.0");
    }

    @Test
    void an_unknown_kind_of_signal_stops_the_start() {
        assertThatThrownBy(() -> LedgerUnderTest.start(Map.of("ledger.signals.disabled-kinds", "dead_valu_used")))
                .hasStackTraceContaining(
                        "LEDGER_SIGNALS_DISABLED_KINDS contains unknown kinds of signals: dead_valu_used");
    }

    @Test
    void a_retention_of_less_than_a_month_stops_the_start() {
        assertThatThrownBy(() -> LedgerUnderTest.start(Map.of("ledger.retention.unattributed", "30d")))
                .hasStackTraceContaining("LEDGER_RETENTION_UNATTRIBUTED must be at least 31d.");
    }

    @Test
    void a_sink_that_cannot_be_set_up_stops_neither_the_ledger_nor_the_other_sinks() {
        Client admin = together.admin();
        await().until(() -> Files.exists(trail()));

        assertThat(admin.get("/ledger/sinks").requireStatus(200).json().get("items"))
                .hasSize(2)
                .anySatisfy(sink -> {
                    assertThat(sink.get("name").asString()).isEqualTo("bus");
                    assertThat(sink.get("state").asString()).isEqualTo("unusable");
                    assertThat(sink.get("problem").asString()).contains("whsec_ followed by the Base64");
                });
        assertThat(admin.get("/actuator/health").requireStatus(503).body()).contains("DOWN");
        Client.of(together).get("/actuator/health/readiness").requireStatus(200);
        assertThat(admin.get("/actuator/prometheus").requireStatus(200).body())
                .containsPattern("ledger_sink_usable\\{.*sink=\"bus\".*} 0")
                .containsPattern("ledger_sink_usable\\{.*sink=\"archive\".*} 1");
        admin.post("/ledger/sinks/bus/backfills", Map.of("from", "1")).requireStatus(404);
    }

    /** Tomcat's own timeout restarts with each byte. */
    @Test
    void a_body_that_drips_in_is_cut_off() throws IOException {
        try (Socket caller = new Socket("127.0.0.1", together.port())) {
            OutputStream out = caller.getOutputStream();
            out.write("""
                    POST /auth/login HTTP/1.1\r
                    Host: ledger\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Content-Length: 60000\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            caller.setSoTimeout(50); // waits for a response between two bytes
            for (int bytes = 0; bytes < 200; bytes++) {
                out.write('x');
                try {
                    BufferedReader answer = new BufferedReader(
                            new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                    assertThat(answer.readLine()).startsWith("HTTP/1.1 408");
                    return;
                } catch (SocketTimeoutException noAnswerYet) {
                    // continue with the next byte
                }
            }
            fail("the body was taken for ten seconds");
        }
    }

    @Test
    void over_tls_cookies_have_names_that_no_other_host_can_set() {
        Client page = Client.of(together).with("Origin", "https://ledger.example.org");
        Answer signedIn = page.form("/auth/session", Map.of("username", "admin", "password", LedgerUnderTest.PASSWORD))
                .requireStatus(204);
        String session = signedIn.cookies().get("__Host-ledger_session");
        String csrf = signedIn.cookies().get("__Host-ledger_csrf");
        assertThat(signedIn.response().headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Secure") && cookie.contains("Path=/;"))
                .noneMatch(cookie -> cookie.contains("Domain"));

        Client browser = page.with("Cookie", "__Host-ledger_session=" + session);
        browser.with("X-CSRF-Token", csrf)
                .post("/users/me/api_keys", Map.of("name", "from-a-page"))
                .requireStatus(201);
        page.with("Cookie", "ledger_session=" + session).get("/users/me").requireStatus(401);
        page.without("Origin")
                .with("Origin", "http://ledger.example.org")
                .form("/auth/session", Map.of("username", "admin", "password", LedgerUnderTest.PASSWORD))
                .requireStatus(403);
        assertThat(page.get("/swagger-ui/swagger-initializer.js")
                        .requireStatus(200)
                        .body())
                .contains("__Host-ledger_csrf");
        browser.delete("/auth/session").requireStatus(204);
        browser.get("/users/me").requireStatus(401);
    }

    @Test
    void every_use_written_down_another_prefix_and_a_shared_signing_secret() throws IOException {
        Path secret = Files.writeString(Files.createTempFile("shared", "secret"), "s".repeat(64));
        Map<String, String> settings = Map.of(
                "ledger.use.recording", "every",
                "ledger.api-key-prefix", "ACMEKEY_",
                "ledger.signing.hmac-secret-file", secret.toString());
        try (LedgerUnderTest ledger = LedgerUnderTest.start(settings)) {
            Client user = ledger.newUser();
            Answer created = user.createKey("strict");
            String key = created.text("key");
            assertThat(key).matches("ACMEKEY_[0-9A-Za-z]{71}");

            Client holder = Client.of(ledger).bearer(key);
            for (int i = 0; i < 3; i++) {
                holder.get("/oauth2/verify").requireStatus(200);
            }
            JsonNode rows = Timelines.of(user, created.text("id"));
            assertThat(rows).hasSize(4);
            assertThat(rows.valueStream().map(row -> row.get("count").asLong())).containsOnly(1L);

            String jwt = Client.of(ledger)
                    .form("/auth/login", Map.of("password", key))
                    .text("access_token");
            String header = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]), StandardCharsets.UTF_8);
            assertThat(header).contains("\"alg\":\"HS256\"");
            assertThat(Client.of(ledger)
                            .get("/.well-known/jwks.json")
                            .requireStatus(200)
                            .json()
                            .get("keys"))
                    .isEmpty();
            Client.of(ledger).bearer(jwt).get("/users/me").requireStatus(200);
        } finally {
            Files.delete(secret);
        }
    }
}
