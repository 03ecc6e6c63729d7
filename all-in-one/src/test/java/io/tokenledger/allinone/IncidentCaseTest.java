package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A case keeps what was asked, noted and done about a leak, and hands the evidence over. */
class IncidentCaseTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String CASES = "/ledger/cases";

    private final Client admin = LEDGER.admin();
    private final Client user = LEDGER.newUser();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_case_covers_its_window_and_shows_what_happened_later() {
        Answer key = user.createKey("laptop");
        use(key.text("key"));
        String id = open(key.text("id"));
        JsonNode report = report(id);

        use(key.text("key"));
        user.put("/users/me/api_keys/laptop", Map.of("active", false)).requireStatus(200);
        use(key.text("key"));
        JsonNode later = report(id);
        JsonNode details = details(id);

        assertThat(later.get("accepted_uses")).isEqualTo(report.get("accepted_uses"));
        assertThat(later.get("changes")).isEqualTo(report.get("changes"));
        assertThat(report.at("/verdict/works").asBoolean()).isTrue();
        assertThat(later.at("/verdict/works").asBoolean()).isFalse(); // the verdict is of the present
        assertThat(details.at("/later_uses/refused").asLong()).isEqualTo(1);
        assertThat(details.at("/later_uses/last_refused_at").isNull()).isFalse();
        assertThat(details.at("/later_uses/addresses/0").asString()).startsWith("10.");
        assertThat(details.at("/case/last_position").asLong())
                .isLessThan(details.at("/freshness/position").asLong());
    }

    @Test
    void notes_operations_and_conclusions_are_kept_in_order() {
        String key = user.createKey("laptop").text("id");
        String id = open(key);
        admin.post(CASES + "/" + id + "/notes", Map.of("text", "Found by a scanner.\nReported by mail."))
                .requireStatus(201);
        String operation = admin.post(
                        "/ledger/tokens/deactivations", Map.of("tokens", List.of(key), "reason", "leaked"))
                .requireStatus(200)
                .text("id");
        for (int time = 0; time < 2; time++) { // a repeat adds nothing
            admin.post(CASES + "/" + id + "/operations", Map.of("operation", operation))
                    .requireStatus(201);
        }
        assertThat(admin.patch(CASES + "/" + id, Map.of("state", "closed", "conclusion", "One network, no change."))
                        .requireStatus(200)
                        .json()
                        .get("closed_at")
                        .isNull())
                .isFalse();
        assertThat(list("state=open")).doesNotContain(id);
        assertThat(list("state=closed")).contains(id);
        admin.patch(CASES + "/" + id, Map.of("state", "open")).requireStatus(200);
        assertThat(list("state=open")).contains(id);

        JsonNode details = details(id);
        assertThat(details.get("entries")
                        .valueStream()
                        .map(entry -> entry.get("kind").asString()))
                .containsExactly("note", "operation", "closed", "reopened");
        assertThat(details.at("/entries/0/text").asString()).isEqualTo("Found by a scanner.\nReported by mail.");
        assertThat(details.at("/entries/0/added_by_username").asString()).isEqualTo("admin");
        assertThat(details.at("/operations/0/id").asString()).isEqualTo(operation);
        assertThat(details.at("/operations/0/reason").asString()).isEqualTo("leaked");
        assertThat(details.at("/operations/0/keys").asInt()).isEqualTo(1);
        assertThat(details.at("/operations/0/active_keys").asInt()).isZero();
    }

    @Test
    void the_package_holds_evidence_that_others_can_check() throws Exception {
        Answer key = user.createKey("laptop");
        use(key.text("key"));
        String id = open(key.text("id"));
        details(id);
        report(id);
        user.patch("/users/me/api_keys/laptop", Map.of("active", false)).requireStatus(200);
        compareTheAuditTrail();

        byte[] archive = download(id);
        Map<String, String> files = files(archive);
        Map<String, String> again = files(download(id));

        assertThat(files.keySet())
                .containsExactly(
                        "README.txt",
                        "case.json",
                        "report.json",
                        "entries.ndjson",
                        "entries.csv",
                        "entries.ocsf.ndjson",
                        "later.ndjson",
                        "reads.ndjson",
                        "comparisons.json",
                        "SHA256SUMS");
        String digests = files.get("SHA256SUMS");
        for (String name : files.keySet().stream()
                .filter(name -> !name.equals("SHA256SUMS"))
                .toList()) {
            assertThat(digests).contains(sha256(files.get(name).getBytes(StandardCharsets.UTF_8)) + "  " + name + "\n");
        }
        for (String name : List.of("README.txt", "entries.ndjson", "entries.csv", "entries.ocsf.ndjson")) {
            assertThat(again.get(name)).isEqualTo(files.get(name));
        }
        assertThat(files.get("entries.ndjson")
                        .lines()
                        .map(line -> json(line).get("action").asString()))
                .containsExactly("token.created", "token.used");
        assertThat(files.get("later.ndjson")
                        .lines()
                        .map(line -> json(line).get("action").asString()))
                .containsExactly("token.deactivated");
        assertThat(files.get("entries.csv").lines().count()).isEqualTo(3); // with its head
        assertThat(files.get("reads.ndjson")).contains("ledger.exposure_reported", "ledger.audit_read", id);
        assertThat(json(files.get("report.json")).at("/subject/value").asString())
                .isEqualTo(key.text("id"));
        JsonNode compared = json(files.get("comparisons.json"))
                .valueStream()
                .filter(one -> one.at("/comparison/projection").asString().equals("audit-trail"))
                .findFirst()
                .orElseThrow();
        assertThat(compared.at("/comparison/differing_rows").asLong()).isZero();
        assertThat(compared.get("covers_case").asBoolean()).isTrue();
        assertThat(files.values()).noneMatch(file -> file.contains(key.text("key")));

        RecordedEvent handedOver = events("ledger.case_handed_over")
                .filter(event -> event.payload().get("caseId").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(handedOver.payload().get("sha256").asString()).isEqualTo(sha256(archive));
        assertThat(handedOver.payload().get("entries").asInt()).isEqualTo(2);
        assertThat(details(id)
                        .get("entries")
                        .valueStream()
                        .map(entry -> entry.get("kind").asString()))
                .containsExactly("handed_over", "handed_over");
    }

    @Test
    void the_owner_of_a_key_may_open_a_case_but_not_read_it() {
        Answer key = user.createKey("laptop");
        Client holder = Client.of(LEDGER).bearer(key.text("key"));

        String id = holder.post(CASES, about(key.text("id"))).requireStatus(201).text("id");

        for (String path :
                List.of(CASES, CASES + "/" + id, CASES + "/" + id + "/report", CASES + "/" + id + "/package")) {
            assertThat(holder.get(path).status()).isEqualTo(403);
        }
        assertThat(holder.post(CASES + "/" + id + "/notes", Map.of("text", "x")).status())
                .isEqualTo(403);
        assertThat(details(id).at("/case/opened_by").asString()).isEqualTo(user.id());
        assertThat(LEDGER.newUser().post(CASES, about(key.text("id"))).status()).isEqualTo(404);
    }

    @Test
    void each_subject_has_its_case() {
        Answer key = user.createKey("laptop");
        use(key.text("key"));
        for (Map<String, ?> subject : List.of(
                Map.of("owner", user.id()),
                Map.of("ip", "10.0.0.0/8"),
                Map.of("api_token", UUID.randomUUID().toString()))) {
            Map<String, Object> body = new HashMap<>(subject);
            body.putAll(Map.of("title", "Check", "from", "2020-01-01T00:00:00Z"));
            String id = admin.post(CASES, body).requireStatus(201).text("id");

            assertThat(report(id).at("/subject/kind").asString())
                    .isEqualTo(subject.keySet().iterator().next());
            details(id);
            admin.get(CASES + "/" + id + "/package").requireStatus(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                      | 'title' must have 1 to 255
            {"title":"x","from":"2026-01-01T00:00:00Z"}                                             | exactly one of 'token'
            {"title":"x","owner":"%1$s"}                                                            | 'from' must be the earliest
            {"title":"x","owner":"%1$s","from":"2026-01-01T00:00:00Z","to":"2025-01-01T00:00:00Z"}  | before 'to'
            {"title":"x","owner":"%1$s","from":"2026-01-01T00:00:00Z","to":"2999-01-01T00:00:00Z"}  | must not be in the future
            {"title":"a\\nb","owner":"%1$s","from":"2026-01-01T00:00:00Z"}                          | one line
            """)
    void a_case_that_says_too_little_is_rejected_with_the_remedy(String body, String remedy) {
        Answer answer = admin.json("POST", CASES, body.formatted(admin.id()));

        assertThat(answer.requireStatus(422).body()).contains(remedy);
    }

    @Test
    void an_invalid_change_is_rejected_and_changes_nothing() {
        String id = open(user.createKey("laptop").text("id"));
        String path = CASES + "/" + id;

        assertThat(admin.patch(path, Map.of("state", "gone")).requireStatus(422).body())
                .contains("open or closed");
        assertThat(admin.patch(path, Map.of("state", "closed"))
                        .requireStatus(422)
                        .body())
                .contains("'conclusion'");
        assertThat(admin.post(path + "/notes", Map.of("text", " "))
                        .requireStatus(422)
                        .body())
                .contains("'text'");
        assertThat(admin.post(path + "/notes", Map.of("text", "x".repeat(4_001)))
                        .status())
                .isEqualTo(422);
        assertThat(admin.post(path + "/operations", Map.of("operation", UUID.randomUUID()))
                        .requireStatus(422)
                        .body())
                .contains("id of a bulk operation");
        assertThat(admin.get(CASES + "?state=gone").status()).isEqualTo(422);
        assertThat(admin.get(CASES + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(details(id).get("entries").isEmpty()).isTrue();
    }

    @Test
    void a_pasted_credential_is_rejected() {
        Answer key = user.createKey("laptop");
        String id = open(key.text("id"));

        Answer answer = admin.post(
                CASES + "/" + id + "/notes", Map.of("text", "The value was " + key.text("key") + " in a gist."));

        assertThat(answer.requireStatus(422).body()).contains("'text'").doesNotContain(key.text("key"));
        assertThat(details(id).get("entries").isEmpty()).isTrue();
    }

    @Test
    void one_account_cannot_open_cases_without_end() {
        String key = user.createKey("laptop").text("id");
        for (int number = 0; number < 100; number++) {
            user.post(CASES, about(key)).requireStatus(201);
        }

        assertThat(user.post(CASES, about(key)).requireStatus(422).body()).contains("too_many_cases");
    }

    private String open(String key) {
        return admin.post(CASES, about(key)).requireStatus(201).text("id");
    }

    private static Map<String, Object> about(String key) {
        return Map.of("title", "Key in a gist", "token", key, "from", "2020-01-01T00:00:00Z");
    }

    private JsonNode details(String id) {
        return admin.get(CASES + "/" + id).requireStatus(200).json();
    }

    private JsonNode report(String id) {
        return admin.with("Accept", "application/json")
                .get(CASES + "/" + id + "/report")
                .requireStatus(200)
                .json();
    }

    private List<String> list(String query) {
        return admin.get(CASES + "?limit=500&" + query)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private byte[] download(String id) {
        return admin.get(CASES + "/" + id + "/package")
                .requireStatus(200)
                .response()
                .body();
    }

    private static void use(String key) {
        Client.of(LEDGER).bearer(key).get("/users/me");
    }

    private void compareTheAuditTrail() {
        String replay = admin.post("/ledger/projections/audit-trail/replays", Map.of("verify", true))
                .requireStatus(202)
                .text("id");
        await().until(() -> admin.get("/ledger/replays/" + replay)
                .json()
                .get("state")
                .asString()
                .equals("done"));
    }

    private static Stream<RecordedEvent> events(String type) {
        return LEDGER.events().stream().filter(event -> event.type().equals(type));
    }

    private static Map<String, String> files(byte[] archive) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
