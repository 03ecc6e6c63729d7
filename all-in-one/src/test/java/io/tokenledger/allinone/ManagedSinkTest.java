package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sinks that an operator adds, tests, pauses and removes through the API, without a restart. */
class ManagedSinkTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger STATUS = new AtomicInteger(204);
    /** The receiver accepts all messages to targets with this ending. */
    private static final String CHANGED_TARGET = "-b";

    private static HttpServer webhook;
    private static LedgerUnderTest ledger;

    /** A message as it arrived, at the path of one sink. */
    private record Received(String path, String id, String timestamp, String signature, String body) {
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
                byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
                return signature.equals("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final String name = "sink-" + Unique.text().toLowerCase(Locale.ROOT);
    private final Client admin = ledger.admin();

    @BeforeAll
    static void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            RECEIVED.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] body = "internal details of the receiver".getBytes(StandardCharsets.UTF_8);
            boolean changed = exchange.getRequestURI().getPath().endsWith(CHANGED_TARGET);
            int status = changed ? 204 : STATUS.get();
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        webhook.start();
        ledger = LedgerUnderTest.start(Map.of(
                "ledger.sinks[0].name", "archive",
                "ledger.sinks[0].type", "file",
                "ledger.sinks[0].target",
                        Files.createTempDirectory("sinks")
                                .resolve("trail.ndjson")
                                .toString()));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        webhook.stop(0);
    }

    @AfterEach
    void remove() {
        STATUS.set(204);
        admin.delete("/ledger/sinks/" + name);
    }

    @Test
    void an_added_webhook_gets_signed_entries_from_now_on() {
        Client user = ledger.newUser();
        user.newKey("before");
        awaitTrail();

        Answer added = admin.post("/ledger/sinks", webhook()).requireStatus(201);
        String secret = added.text("secret");
        user.newKey("after " + name);
        await().until(() ->
                entries().anyMatch(entry -> entry.at("/data/name").asString("").equals("after " + name)));

        assertThat(secret).startsWith("whsec_");
        assertThat(received()).isNotEmpty().allMatch(message -> message.isSignedWith(secret));
        assertThat(entries())
                .noneMatch(entry -> entry.at("/data/name").asString("").equals("before"));
        JsonNode sink = sink();
        assertThat(sink.get("source").asString()).isEqualTo("api");
        assertThat(sink.get("paused").asBoolean()).isFalse();
        assertThat(sink.get("target").asString()).isEqualTo(target());
        assertThat(sink("archive").get("source").asString()).isEqualTo("configuration");
        JsonNode recorded = recorded("ledger.sink_added");
        assertThat(recorded.at("/data/target").asString()).isEqualTo(target());
        assertThat(recorded.toString()).doesNotContain(secret, "whsec_");
    }

    @Test
    void a_sink_can_start_at_an_earlier_position() {
        admin.post("/ledger/sinks", webhook("from", "1")).requireStatus(201);

        await().until(() -> entries().anyMatch(entry -> entry.get("position").asLong() == 1));
        admin.post("/ledger/sinks/" + name + "/backfills", Map.of("from", "1")).requireStatus(200);
        await().until(() ->
                entries().filter(entry -> entry.get("position").asLong() == 1).count() > 1);
    }

    @Test
    void the_secret_is_a_private_file_until_the_sink_is_removed() throws IOException {
        JsonNode added =
                admin.post("/ledger/sinks", webhook()).requireStatus(201).json();
        Path file = secretFile(added.at("/sink/id").asString());

        assertThat(Files.readString(file)).isEqualTo(added.get("secret").asString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        admin.delete("/ledger/sinks/" + name).requireStatus(204);
        assertThat(file).doesNotExist();
        assertThat(recorded("ledger.sink_removed").at("/data/sink").asString()).isEqualTo(name);
    }

    /** A process may end after it wrote a secret and before it recorded the sink, or before it deleted the secret. */
    @Test
    void leftovers_of_an_interrupted_change_are_deleted() throws IOException {
        String used = admin.post("/ledger/sinks", webhook())
                .requireStatus(201)
                .json()
                .at("/sink/id")
                .asString();
        admin.post("/ledger/sinks", webhook("name", name + "-removed")).requireStatus(201);
        String removed = sink(name + "-removed").get("id").asString();
        admin.delete("/ledger/sinks/" + name + "-removed").requireStatus(204);
        Path ofRemoved = Files.writeString(secretFile(removed), "whsec_");
        Path orphan = Files.writeString(secretFile(UUID.randomUUID().toString()), "whsec_");
        Files.setLastModifiedTime(orphan, FileTime.from(ledger.clock().instant().minus(Duration.ofHours(2))));
        Path recent = Files.writeString(secretFile(UUID.randomUUID().toString()), "whsec_");

        ledger.clock().travel(Duration.ofMinutes(2));
        await().until(() -> Files.notExists(orphan) && Files.notExists(ofRemoved));

        assertThat(secretFile(used)).exists();
        assertThat(recent).exists();
        assertThat(ledger.jdbc().queryForList("SELECT 1 FROM query_side.sink WHERE name = ?", removed))
                .isEmpty();
    }

    @Test
    void a_caller_can_choose_the_secret_and_it_is_not_shown() throws IOException {
        String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        JsonNode added = admin.post("/ledger/sinks", webhook("secret", secret))
                .requireStatus(201)
                .json();

        assertThat(added.get("secret").isNull()).isTrue();
        assertThat(Files.readString(secretFile(added.at("/sink/id").asString())))
                .isEqualTo(secret);
    }

    @Test
    void a_repeated_add_does_not_show_the_secret_again() {
        Client repeating = admin.with("Idempotency-Key", Unique.text());
        repeating.post("/ledger/sinks", webhook()).requireStatus(201);

        Answer again = repeating.post("/ledger/sinks", webhook()).requireStatus(409);
        assertThat(again.text("code")).isEqualTo("secret_already_shown");
        assertThat(again.body()).doesNotContain("whsec_").contains("Remove the sink");
        repeating.post("/ledger/sinks", webhook("from", "1")).requireStatus(422);
        assertThat(ledger.jdbc().queryForList("SELECT answer FROM query_side.request WHERE answer LIKE '%whsec%'"))
                .isEmpty();
    }

    @Test
    void a_rejected_add_may_be_repeated_with_its_key() {
        Client repeating = admin.with("Idempotency-Key", Unique.text());
        repeating.post("/ledger/sinks", webhook("type", "fax")).requireStatus(422);
        repeating.post("/ledger/sinks", webhook("type", "fax")).requireStatus(422);
    }

    @Test
    void a_paused_sink_gets_nothing_and_continues_where_it_stopped() {
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
        Answer paused =
                admin.patch("/ledger/sinks/" + name, Map.of("paused", true)).requireStatus(200);
        assertThat(paused.text("state")).isEqualTo("paused");
        String first = ledger.newUser().createKey("in the pause").text("id");
        awaitTrail();
        awaitDelivered("archive");

        long position = sink().get("position").asLong();
        assertThat(tokens()).doesNotContain(first);
        admin.patch("/ledger/sinks/" + name, Map.of("paused", true)).requireStatus(200);
        assertThat(audit("ledger.sink_paused")).hasSize(1);

        admin.patch("/ledger/sinks/" + name, Map.of("paused", false)).requireStatus(200);
        await().until(() -> tokens().contains(first));
        List<Long> after = entries()
                .map(entry -> entry.get("position").asLong())
                .filter(delivered -> delivered > position)
                .toList();
        assertThat(after).isSorted().doesNotHaveDuplicates().startsWith(position + 1);
    }

    @Test
    void a_changed_target_is_retried_at_once_and_nothing_is_lost() {
        STATUS.set(503);
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
        String lost = ledger.newUser().createKey("while it failed").text("id");
        await().until(() -> sink().get("failures").asInt() > 1);
        assertThat(sink().get("problem").asString()).isEqualTo("the webhook answered 503");

        Answer changed = admin.patch("/ledger/sinks/" + name, Map.of("target", target() + CHANGED_TARGET))
                .requireStatus(200);
        assertThat(changed.text("target")).isEqualTo(target() + CHANGED_TARGET);
        await().until(() -> RECEIVED.stream()
                .anyMatch(message -> message.path().equals("/" + name + CHANGED_TARGET)
                        && message.body().contains(lost)));
        assertThat(recorded("ledger.sink_changed").at("/data/target").asString())
                .isEqualTo(target() + CHANGED_TARGET);
    }

    @Test
    void each_change_of_a_sink_records_the_reason_that_is_given() {
        String path = "/ledger/sinks/" + name;
        admin.post("/ledger/sinks?reason=new+SIEM", webhook()).requireStatus(201);
        admin.patch(path + "?reason=maintenance", Map.of("paused", true)).requireStatus(200);
        admin.post(path + "/tests?reason=after+maintenance", Map.of()).requireStatus(200);
        admin.patch(path, Map.of("paused", false)).requireStatus(200);
        assertThat(admin.delete(path + "?reason=" + "x".repeat(501))
                        .requireStatus(422)
                        .body())
                .contains("'reason'");
        admin.delete(path + "?reason=moved").requireStatus(204);

        assertThat(recorded("ledger.sink_added").get("reason").asString()).isEqualTo("new SIEM");
        assertThat(recorded("ledger.sink_paused").get("reason").asString()).isEqualTo("maintenance");
        assertThat(recorded("ledger.sink_tested").get("reason").asString()).isEqualTo("after maintenance");
        assertThat(recorded("ledger.sink_resumed").get("reason").isNull()).isTrue();
        assertThat(recorded("ledger.sink_removed").get("reason").asString()).isEqualTo("moved");
    }

    @Test
    void a_removed_sink_stops_and_its_name_is_free() {
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
        admin.post("/ledger/sinks", webhook()).requireStatus(409);
        admin.delete("/ledger/sinks/" + name).requireStatus(204);
        admin.delete("/ledger/sinks/" + name).requireStatus(404);
        String unseen = ledger.newUser().createKey("after the end").text("id");
        awaitTrail();
        awaitDelivered("archive");

        assertThat(tokens()).doesNotContain(unseen);
        assertThat(admin.get("/ledger/sinks").body()).doesNotContain(name);
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
    }

    @Test
    void a_test_reports_the_result_without_the_response() {
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
        admin.patch("/ledger/sinks/" + name, Map.of("paused", true)).requireStatus(200);

        JsonNode good = admin.post("/ledger/sinks/" + name + "/tests", Map.of())
                .requireStatus(200)
                .json();
        assertThat(good.get("outcome").asString()).isEqualTo("delivered");
        assertThat(good.get("status").asInt()).isEqualTo(204);
        Received test = received()
                .filter(message -> message.id().startsWith("test-"))
                .findFirst()
                .orElseThrow();
        assertThat(JSON.readTree(test.body()).get("type").asString()).isEqualTo("ledger.test");

        STATUS.set(302);
        Answer bad = admin.post("/ledger/sinks/" + name + "/tests", Map.of()).requireStatus(200);
        assertThat(bad.text("outcome")).isEqualTo("failed");
        assertThat(bad.json().get("status").asInt()).isEqualTo(302);
        assertThat(bad.text("problem")).isEqualTo("the webhook answered 302");
        assertThat(bad.body()).doesNotContain("internal details");
        assertThat(audit("ledger.sink_tested")).hasSize(2);
    }

    @Test
    void a_sink_of_the_configuration_is_not_changed_or_removed() {
        for (Answer answer : List.of(
                admin.delete("/ledger/sinks/archive"), admin.patch("/ledger/sinks/archive", Map.of("paused", true)))) {
            assertThat(answer.requireStatus(409).text("code")).isEqualTo("configured_sink");
        }
        assertThat(admin.post("/ledger/sinks", webhook("name", "archive"))
                        .requireStatus(409)
                        .text("code"))
                .isEqualTo("sink_name_taken");
        admin.post("/ledger/sinks/archive/tests", Map.of()).requireStatus(400);
        admin.post("/ledger/sinks/none/tests", Map.of()).requireStatus(404);
        admin.patch("/ledger/sinks/none", Map.of("paused", true)).requireStatus(404);
    }

    @Test
    void syslog_to_a_named_host_can_be_added_and_tested() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try (Socket connection = server.accept()) {
                        connection.getInputStream().readAllBytes();
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            Map<String, Object> body = webhook("type", "syslog");
            body.put("target", "127.0.0.1:" + server.getLocalPort());
            body.put("format", "cef");
            Answer added = admin.post("/ledger/sinks", body).requireStatus(201);

            assertThat(added.json().get("secret").isNull()).isTrue();
            assertThat(admin.post("/ledger/sinks/" + name + "/tests", Map.of()).text("outcome"))
                    .isEqualTo("delivered");
            awaitDelivered(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name; ; 422; 1 to 50 lower-case letters",
                "name; No!; 422; 1 to 50 lower-case letters",
                "name; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; 422; 1 to 50 lower-case letters",
                "type; ; 422; webhook or syslog",
                "type; fax; 422; webhook or syslog",
                "type; file; 400; configuration (ledger.sinks)",
                "format; csv; 422; ndjson only",
                "from; yesterday; 422; an instant such as",
                "from; 2999-01-01T00:00:00Z; 422; future",
                "secret; whsec_short; 422; 24 to 64 random bytes",
                "secret; not-a-secret; 422; 24 to 64 random bytes",
                "target; ; 422; is missing",
                "target; ftp://8.8.8.8/; 422; https URL",
                "target; https:///path; 422; must be a URL such as",
                "target; https://2130706434/; 422; no public address",
                "target; https://8.8.8.8:99999/; 422; must be a URL such as",
                "target; https://user:pass@8.8.8.8/; 422; no username, query or fragment",
                "target; https://8.8.8.8/?token=x; 422; no username, query or fragment",
                "target; https://8.8.8.8/#x; 422; no username, query or fragment",
                "target; http://8.8.8.8/; 422; not encrypted",
                "target; https://127.0.0.2/; 422; no public address",
                "target; https://127.0.0.3/; 422; no public address",
                "target; https://[::1]/; 422; no public address",
                "target; https://169.254.169.254/latest/meta-data; 422; no public address",
                "target; https://10.0.0.1/; 422; no public address",
                "target; https://name.invalid/; 422; No IP address was found"
            })
    void an_invalid_sink_is_rejected_with_a_remedy(String member, String value, int status, String problem) {
        Answer answer = admin.post("/ledger/sinks", webhook(member, value)).requireStatus(status);

        assertThat(answer.body()).contains(problem);
        if (member.equals("secret") || (member.equals("target") && value != null)) {
            assertThat(answer.body()).doesNotContain(value);
        }
        assertThat(admin.get("/ledger/sinks").body()).doesNotContain(name);
    }

    @Test
    void an_invalid_change_is_rejected_with_a_remedy() {
        admin.post("/ledger/sinks", webhook()).requireStatus(201);
        String path = "/ledger/sinks/" + name;

        assertThat(admin.patch(path, Map.of()).requireStatus(422).body())
                .contains("Send either 'paused' (true to pause, false to resume)", "at least one of 'target'");
        assertThat(admin.patch(path, Map.of("paused", true, "format", "ndjson"))
                        .requireStatus(422)
                        .body())
                .contains("Send either 'paused'");
        admin.patch(path, Map.of("target", "https://127.0.0.3/")).requireStatus(422);
        admin.patch(path, Map.of("format", "csv")).requireStatus(422);
        admin.patch(path, Map.of("name", "other")).requireStatus(400);
        Map<String, Object> syslog = webhook("type", "syslog");
        syslog.put("target", "8.8.8.8:601");
        assertThat(admin.post("/ledger/sinks", syslog).requireStatus(422).body())
                .contains("not encrypted");
        syslog.put("target", "127.0.0.1");
        assertThat(admin.post("/ledger/sinks", syslog).requireStatus(422).body())
                .contains("host:port");
        syslog.put("secret", "whsec_" + "A".repeat(44));
        assertThat(admin.post("/ledger/sinks", syslog).requireStatus(422).body())
                .contains("Only a webhook")
                .doesNotContain("whsec_");
    }

    @Test
    void the_number_of_sinks_is_limited() {
        int added = 0;
        Answer last;
        do {
            last = admin.post("/ledger/sinks", webhook("name", name + "-" + added));
            added++;
        } while (last.status() == 201 && added < 30);
        for (int i = 0; i < added; i++) {
            admin.delete("/ledger/sinks/" + name + "-" + i);
        }

        assertThat(last.status()).isEqualTo(422);
        assertThat(last.text("code")).isEqualTo("too_many_sinks");
        assertThat(added).isEqualTo(21);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "ledger.setting",
            matches = "axonserver",
            disabledReason = "each start of a ledger empties the Axon Server")
    void a_sink_and_its_position_survive_a_restart() {
        Path data = LedgerUnderTest.newDirectory();
        LedgerUnderTest first = LedgerUnderTest.start(data, LedgerUnderTest.ONE_OF_EACH_SIDE);
        first.admin().post("/ledger/sinks", webhook("from", "1")).requireStatus(201);
        await().until(() -> received().findAny().isPresent());
        await().until(() -> sink(first.admin(), name).get("position").asLong() >= 1); // else it is delivered again
        first.stop();
        RECEIVED.removeIf(message -> message.path().equals("/" + name));

        try (LedgerUnderTest second = LedgerUnderTest.start(data, LedgerUnderTest.ONE_OF_EACH_SIDE)) {
            String key = second.newUser().createKey("after the restart").text("id");
            await().until(() -> tokens().contains(key));
            assertThat(entries()).noneMatch(entry -> entry.get("position").asLong() == 1);
        }
    }

    private Map<String, Object> webhook(String member, String value) {
        Map<String, Object> body = webhook();
        if (value == null) {
            body.remove(member);
        } else {
            body.put(member, value);
        }
        return body;
    }

    private Map<String, Object> webhook() {
        return new HashMap<>(Map.of("name", name, "type", "webhook", "target", target()));
    }

    private String target() {
        return "http://127.0.0.1:" + webhook.getAddress().getPort() + "/" + name;
    }

    private Stream<Received> received() {
        return RECEIVED.stream().filter(message -> message.path().equals("/" + name));
    }

    private Stream<JsonNode> entries() {
        return received()
                .flatMap(message ->
                        JSON.readTree(message.body()).at("/data/entries").valueStream());
    }

    private List<String> tokens() {
        return entries().map(entry -> entry.path("token_id").asString("")).toList();
    }

    private JsonNode sink() {
        return sink(name);
    }

    private JsonNode sink(String wanted) {
        return sink(admin, wanted);
    }

    private static JsonNode sink(Client superuser, String wanted) {
        return superuser
                .get("/ledger/sinks")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .filter(sink -> sink.get("name").asString().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> audit(String action) {
        awaitTrail();
        return admin.get("/ledger/audit?action=" + action)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .filter(entry -> entry.at("/data/sink").asString("").equals(name))
                .toList();
    }

    private JsonNode recorded(String action) {
        return audit(action).getFirst();
    }

    private void awaitTrail() {
        long head = ledger.head();
        await().until(() -> admin.get("/ledger/audit?limit=1")
                        .requireStatus(200)
                        .json()
                        .at("/freshness/position")
                        .asLong()
                >= head);
    }

    private void awaitDelivered(String wanted) {
        long head = ledger.head();
        await().until(() -> sink(wanted).get("position").asLong() >= head);
    }

    private Path secretFile(String id) {
        return ledger.dataDirectory().resolve("signing-keys/sinks/" + id + ".webhook-secret");
    }
}
