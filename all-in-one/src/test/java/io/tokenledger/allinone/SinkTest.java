package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Delivery to a file, a webhook and a syslog server: every entry at least once and in order, even after failures. */
class SinkTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final List<JsonNode> POSTED = new CopyOnWriteArrayList<>();
    private static final List<JsonNode> RAISED = new CopyOnWriteArrayList<>();
    private static final List<String> FORGED = new CopyOnWriteArrayList<>();
    private static final List<String> ATTEMPTS = new CopyOnWriteArrayList<>();
    private static final List<String> LOGGED = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static HttpServer webhook;
    private static ServerSocket syslog;
    private static LedgerUnderTest ledger;

    @BeforeAll
    static void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signed = exchange.getRequestHeaders().getFirst("webhook-id") + "."
                    + exchange.getRequestHeaders().getFirst("webhook-timestamp") + "." + body;
            if (!("v1," + hmac(signed)).equals(exchange.getRequestHeaders().getFirst("webhook-signature"))) {
                FORGED.add(body);
            }
            ATTEMPTS.add(exchange.getRequestHeaders().getFirst("webhook-id") + " " + body);
            boolean fails = FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!fails) {
                JsonNode message = JSON.readTree(body);
                if (message.get("type").asString().equals("signal.raised")) {
                    RAISED.add(message.get("data"));
                } else {
                    message.at("/data/entries").forEach(POSTED::add);
                }
            }
            exchange.sendResponseHeaders(fails ? 503 : 204, -1);
            exchange.close();
        });
        webhook.start();
        syslog = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(SinkTest::log);
        Files.writeString(
                folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(SECRET));
        String settings = """
                0 name archive
                0 type file
                0 target %s
                1 name bus
                1 type webhook
                1 target http://127.0.0.1:%d/
                1 secret-file %s
                2 name siem
                2 type syslog
                2 target 127.0.0.1:%d
                2 format cef
                """.formatted(
                        folder.resolve("audit.ndjson"),
                        webhook.getAddress().getPort(),
                        folder.resolve("secret"),
                        syslog.getLocalPort());
        ledger = LedgerUnderTest.start(settings.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> "ledger.sinks[" + words[0] + "]." + words[1], words -> words[2])));
    }

    @AfterAll
    static void stop() throws IOException {
        ledger.close();
        webhook.stop(0);
        syslog.close();
    }

    @Test
    void each_sink_gets_every_entry_as_an_export_would_give_it() throws IOException {
        FAILURES.set(2);
        Client user = ledger.newUser();
        for (int i = 0; i < 5; i++) {
            Client.of(ledger).bearer(user.newKey("k" + i)).get("/users/me").requireStatus(200);
        }
        delivered();

        List<String> archived = archived().stream()
                .filter(line -> !line.contains("\"action\":\"signal."))
                .toList();
        List<String> exported = ledger.admin()
                .get("/ledger/audit/export")
                .requireStatus(200)
                .body()
                .lines()
                .toList();
        assertThat(archived).isEqualTo(exported.subList(0, archived.size())).hasSizeGreaterThan(10);
        List<Long> positions = POSTED.stream()
                .map(entry -> entry.get("position").asLong())
                .distinct()
                .toList();
        assertThat(positions)
                .isSorted()
                .containsAll(archived.stream()
                        .map(line -> JSON.readTree(line).get("position").asLong())
                        .toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit.ndjson"))))
                .isEqualTo("rw-------");
        assertThat(FORGED).isEmpty();
        assertThat(LOGGED)
                .hasSizeGreaterThanOrEqualTo(archived.size())
                .allMatch(line -> line.matches("(?s)<1(08|10)>1 [0-9TZ:.-]+ - token-ledger - [a-z_.]+ - CEF:0\\|.*"));
    }

    @Test
    void a_sink_that_fails_says_so_is_tried_again_and_loses_nothing() {
        delivered();
        FAILURES.set(Integer.MAX_VALUE);
        Client user = ledger.newUser();
        user.newKey("while it was down");
        await().untilAsserted(() -> {
            JsonNode bus = sink("bus");
            assertThat(bus.get("state").asString()).isEqualTo("failing");
            assertThat(bus.get("problem").asString()).contains("the webhook answered 503");
        });
        await().untilAsserted(() -> assertThat(health()).isEqualTo(503));
        Client.of(ledger).get("/actuator/health/readiness").requireStatus(200);
        assertThat(ledger.admin().get("/actuator/prometheus").requireStatus(200).body())
                .containsPattern("ledger_sink_failures\\{.*sink=\"bus\".*} ([3-9]|[1-9][0-9])")
                .containsPattern("ledger_sink_behind\\{.*sink=\"bus\".*} [1-9]");
        FAILURES.set(0);
        delivered();
        await().untilAsserted(() -> assertThat(health()).isEqualTo(200));

        assertThat(sink("bus").get("state").asString()).isEqualTo("delivering");
        assertThat(POSTED).anyMatch(entry -> entry.at("/data/name").asString("").equals("while it was down"));
        assertThat(sink("archive").get("failures").asInt()).isZero();
    }

    @Test
    void a_redelivered_batch_keeps_its_id_and_content_although_entries_were_added() {
        delivered();
        ATTEMPTS.clear();
        FAILURES.set(2);
        Client user = ledger.newUser();
        user.newKey("before the failure");
        await().until(() -> FAILURES.get() < 2);
        user.newKey("after the failure");
        await().until(() -> FAILURES.get() == 0);
        delivered();

        assertThat(ATTEMPTS.get(1)).isEqualTo(ATTEMPTS.get(0));
        assertThat(ATTEMPTS.get(2)).isEqualTo(ATTEMPTS.get(0));
    }

    @Test
    void a_sink_is_filled_again_from_any_position() {
        delivered();
        int before = POSTED.size();
        ledger.admin().post("/ledger/sinks/bus/backfills", Map.of("from", "1")).requireStatus(200);
        delivered();

        await().until(() -> POSTED.size() >= before * 2 - 50);
        assertThat(POSTED.get(before).get("position").asLong())
                .isEqualTo(POSTED.getFirst().get("position").asLong());
        assertThat(ledger.admin()
                        .get("/ledger/audit?action=ledger.sink_rewound")
                        .body())
                .contains("\"sink\":\"bus\"");
        ledger.admin().post("/ledger/sinks/bus/backfills", Map.of()).requireStatus(422);
        assertThat(ledger.admin()
                        .post("/ledger/sinks/bus/backfills", Map.of("from", "999999999"))
                        .status())
                .as("clamped to the last event, or ahead of the sink: never skipped")
                .isIn(200, 422);
        ledger.admin()
                .post("/ledger/sinks/bus/backfills", Map.of("from", "once"))
                .requireStatus(422);
        ledger.admin()
                .post("/ledger/sinks/nowhere/backfills", Map.of("from", "1"))
                .requireStatus(404);
        ledger.newUser().get("/ledger/sinks").requireStatus(403);
    }

    @Test
    void a_signal_follows_the_entry_of_its_event_at_every_sink() throws IOException {
        Client user = ledger.newUser();
        JsonNode key = user.createKey("lost on a train").json();
        user.patch("/users/me/api_keys/" + key.get("id").asString(), Map.of("active", false))
                .requireStatus(200);
        Client.of(ledger).bearer(key.get("key").asString()).get("/users/me").requireStatus(401);
        String tokenId = key.get("id").asString();
        await().until(() -> !signalsOf(tokenId).isEmpty());
        delivered();

        JsonNode signal = signalsOf(tokenId).getFirst();
        List<JsonNode> archived = archived().stream().map(JSON::readTree).toList();
        JsonNode line = archived.stream()
                .filter(row -> row.get("action").asString().equals("signal.dead_value_used")
                        && row.get("token_id").asString().equals(tokenId))
                .findFirst()
                .orElseThrow();
        JsonNode cause = archived.get(archived.indexOf(line) - 1);
        assertThat(cause.get("action").asString()).isEqualTo("token.use_refused");
        assertThat(cause.get("position")).isEqualTo(signal.get("position")).isEqualTo(line.get("position"));
        assertThat(line.at("/data/raised_by")).isEqualTo(cause.get("id"));
        assertThat(line.at("/data/evidence")).isEqualTo(signal.get("evidence"));
        assertThat(line.get("reason").asString()).isEqualTo("a value that is deactivated was used");
        assertThat(line.get("ip")).isEqualTo(cause.get("ip"));
        assertThat(RAISED).contains(line);
        assertThat(LOGGED)
                .anyMatch(message -> message.startsWith("<108>1 ")
                        && message.contains(" signal.dead_value_used ")
                        && message.contains("cs1=" + tokenId + " "));
    }

    private static int health() {
        return ledger.admin().get("/actuator/health").status();
    }

    private static List<String> archived() throws IOException {
        return Files.readAllLines(folder.resolve("audit.ndjson"));
    }

    private static List<JsonNode> signalsOf(String tokenId) {
        return ledger.admin()
                .get("/ledger/signals?token=" + tokenId)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private static void delivered() {
        long head = ledger.head();
        await().until(() -> ledger.admin()
                .get("/ledger/sinks")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .allMatch(sink -> sink.get("position").asLong() >= head));
    }

    private static JsonNode sink(String name) {
        return ledger.admin()
                .get("/ledger/sinks")
                .json()
                .get("items")
                .valueStream()
                .filter(sink -> sink.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void log() {
        while (true) {
            try (Socket connection = syslog.accept()) {
                LOGGED.addAll(messages(connection.getInputStream()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static List<String> messages(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        StringBuilder length = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == ' ') {
                messages.add(new String(in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8));
                length.setLength(0);
            } else {
                length.append((char) next);
            }
        }
        return messages;
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
