package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No log line, table, event, metric or error body contains a secret, even with all log levels on. */
class SecretSearchTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void a_search_for_every_secret_that_was_ever_shown_finds_none() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
        root.detachAppender(console);
        root.addAppender(lines);
        List<String> loud = List.of(
                "io.tokenledger",
                "org.axonframework",
                "org.springframework.web",
                "org.springframework.jdbc",
                "org.apache.catalina");
        loud.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.TRACE));
        try {
            useSecretsInEveryWay();
        } finally {
            loud.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
            root.detachAppender(lines);
            root.addAppender(console);
        }

        assertThat(secrets).hasSizeGreaterThan(40).allMatch(secret -> secret.length() > 12);
        List<ILoggingEvent> logged = List.copyOf(lines.list);
        assertThat(logged).hasSizeGreaterThan(1_000);
        assertNoSecretIn(
                "the log", logged.stream().map(SecretSearchTest::asLogged).toList());
        assertNoSecretIn("error bodies", answers);
        assertNoSecretIn("the database", everyRowOfEveryTable());
        assertNoSecretIn(
                "the metrics",
                List.of(Client.of(ledger)
                        .without("X-Forwarded-For")
                        .get("/actuator/prometheus")
                        .body()));
    }

    private void useSecretsInEveryWay() {
        for (int i = 0; i < 6; i++) {
            Client user = ledger.newUser();
            String key = secret(user.newKey("a"));
            String rotated = secret(user.with("Idempotency-Key", "k")
                    .post("/users/me/api_keys/a/rotate", Map.of("retain_period_minutes", 5))
                    .text("key"));
            user.with("Idempotency-Key", "k").post("/users/me/api_keys/a/rotate", Map.of("retain_period_minutes", 5));
            String jwt = secret(Client.of(ledger)
                    .form("/auth/login", Map.of("password", key))
                    .text("access_token"));
            useSecretsOfSinks("sink-" + i);
            Client wrong = Client.of(ledger);
            String leaked = secret(user.newKey("leaked"));
            keep(wrong.post("/ledger/leak_reports", Map.of("credentials", List.of(leaked), "source", "in " + leaked)));
            keep(ledger.admin()
                    .post("/ledger/tokens/deactivations", Map.of("values", List.of(leaked), "reason", leaked)));
            keep(ledger.admin().post("/ledger/tokens/deactivations", Map.of("values", List.of(leaked))));
            keep(ledger.admin().post("/ledger/tokens/deactivations", Map.of("digests", List.of(leaked))));
            for (String credential : List.of(key, rotated, jwt)) {
                wrong.bearer(credential).get("/oauth2/verify");
                wrong.bearer(key)
                        .with("User-Agent", "my " + credential)
                        .with("X-Original-Method", credential)
                        .with("X-Forwarded-Host", credential)
                        .with("X-Original-URI", "/" + credential)
                        .get("/oauth2/verify");
                wrong.bearer(secret(credential + "x")).get("/users/me");
                keep(wrong.bearer(credential + "x").get("/users/me"));
                keep(wrong.get("/users/me/" + credential));
                keep(user.get("/users/me/api_keys/" + credential));
                keep(user.get("/ledger/tokens?cursor=" + credential));
                keep(user.get("/ledger/audit?q=" + credential));
                keep(user.get("/ledger/audit?unheard-of=" + credential + "&user_agent=" + credential));
                keep(user.get("/ledger/audit/export?q=" + credential + "&format=" + credential));
                keep(user.get("/ledger/audit/summary?reason=" + credential));
                keep(user.post(
                        "/ledger/exposure_reports", Map.of("api_token", credential, "from", "2026-01-01T00:00:00Z")));
                keep(ledger.admin().post("/ledger/replays", Map.of("as_of", credential)));
                keep(ledger.admin()
                        .post(
                                "/ledger/tokens/deactivations",
                                Map.of("filter", Map.of("q", credential), "reason", "found " + credential)));
                keep(ledger.admin().post("/ledger/tokens/deactivations", Map.of("filter", Map.of("q", credential))));
                keep(user.post("/users/me/api_keys", Map.of("name", "noted", "description", "was " + credential)));
                keep(user.get("/ledger/tokens?q=x&state=" + credential));
                keep(wrong.form("/auth/login", Map.of("password", credential, "grant_type", credential)));
                keep(wrong.form("/auth/login", Map.of("username", credential, "password", credential)));
                keep(wrong.form("/oauth2/introspect", Map.of("token", credential)));
                ledger.admin().form("/oauth2/introspect", Map.of("token", credential));
                keep(user.json("POST", "/users/me/api_keys", "{\"name\":\"" + credential + "\\u0000\"}"));
                keep(user.json("POST", "/users/me/api_keys", "{\"expires_in_minutes\":\"" + credential + "\"}"));
                keep(user.json("POST", "/users/me/api_keys", credential));
            }
            String password = secret("password-" + i + "-of-somebody");
            ledger.admin()
                    .post("/users", Map.of("username", "secretive" + i, "password", password))
                    .requireStatus(201);
            keep(ledger.admin().post("/users", Map.of("username", "secretive" + i, "password", password)));
            keep(wrong.form("/auth/login", Map.of("username", "secretive" + i, "password", secret(password + "!"))));
            user.patch("/users/me/api_keys/a", Map.of("active", false));
            keep(wrong.form("/oauth2/revoke", Map.of("token", key)));
        }
    }

    private void useSecretsOfSinks(String name) {
        Client admin = ledger.admin();
        Map<String, String> body = Map.of("name", name, "type", "webhook", "target", "http://127.0.0.1:1/hook");
        secret(admin.post("/ledger/sinks", body).requireStatus(201).text("secret"));
        keep(admin.post("/ledger/sinks", body));
        String chosen = secret("whsec_"
                + Base64.getEncoder()
                        .encodeToString((name + " chosen, 24 bytes or more").getBytes(StandardCharsets.UTF_8)));
        keep(admin.post(
                "/ledger/sinks",
                Map.of("name", name + "-b", "type", "webhook", "target", "http://127.0.0.1:1/hook", "secret", chosen)));
        keep(admin.post(
                "/ledger/sinks",
                Map.of("name", name + "-c", "type", "syslog", "target", "127.0.0.1:1", "secret", chosen)));
        keep(admin.json("POST", "/ledger/sinks", "{\"secret\":{\"" + chosen + "\":1}}"));
        keep(admin.patch("/ledger/sinks/" + name, Map.of("paused", true)));
        keep(admin.get("/ledger/sinks"));
        keep(admin.delete("/ledger/sinks/" + name));
        keep(admin.delete("/ledger/sinks/" + name + "-b"));
    }

    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    private void keep(Answer answer) {
        answers.add(answer.body());
    }

    private void assertNoSecretIn(String place, List<String> texts) {
        String all = String.join("\n", texts);
        for (String secret : secrets) {
            int found = all.indexOf(secret);
            assertThat(found)
                    .as(() -> place + " holds a secret: "
                            + all.substring(Math.max(0, found - 300), Math.min(all.length(), found + 40)))
                    .isNegative();
        }
    }

    /** The line in the product's own log layout. */
    private static String asLogged(ILoggingEvent line) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("CONSOLE");
        return new String(console.getEncoder().encode(line), StandardCharsets.UTF_8);
    }

    private List<String> everyRowOfEveryTable() {
        return ledger.jdbc().queryForList("""
                        SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
                        WHERE table_schema IN ('events', 'command_side', 'query_side')""", String.class).stream()
                .flatMap(table ->
                        ledger.jdbc().queryForList("SELECT t::text FROM " + table + " t", String.class).stream())
                .collect(Collectors.toList());
    }
}
