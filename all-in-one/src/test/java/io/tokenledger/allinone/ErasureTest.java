package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.StoredTexts;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** After an erasure nothing in the ledger describes the person, and everything that was done remains. */
class ErasureTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final String ERASURES = "/ledger/erasures";
    private static final String DELETED = "/ledger/deleted_accounts";

    /** A part of every text about the person, so that one search finds them all. */
    private static final String MARK = "zaphodbeeblebrox";

    private static final String ADDRESS = "203.0.113.77";

    private final Client admin = LEDGER.admin();
    private final TestOrganization acme = TestOrganization.of(LEDGER);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    /** An account that left texts in every kind of event, and was deleted. */
    private record Person(String id, String key, String createdAt) {}

    private Person deletedPerson() {
        String accounts = acme.path() + "/service_accounts";
        Client from = acme.admin().from("198.51.100.4").with("User-Agent", "admin-browser");
        String id = from.post(accounts, Map.of("username", MARK, "name", "Dr. " + MARK, "description", "is " + MARK))
                .requireStatus(201)
                .text("id");
        from.patch(accounts + "/" + id, Map.of("name", "Prof. " + MARK)).requireStatus(200);
        String keys = accounts + "/" + id + "/api_keys";
        JsonNode created = from.post(
                        keys,
                        Map.of("name", MARK + "-laptop", "description", "of " + MARK, "expires_in_minutes", 90_000))
                .requireStatus(201)
                .json();
        String key = created.get("id").asString();
        Client holder = Client.of(LEDGER)
                .bearer(created.get("key").asString())
                .from(ADDRESS)
                .with("User-Agent", MARK + "/1.0");
        holder.get("/users/me").requireStatus(200);
        holder.form("/auth/login", Map.of("password", created.get("key").asString()))
                .requireStatus(200);
        holder.get("/ledger/audit?action=token.used").requireStatus(200);
        from.patch(keys + "/" + key, Map.of("name", MARK + "-desktop", "active", false))
                .requireStatus(200);
        holder.get("/users/me").requireStatus(401);
        admin.post("/ledger/offboardings", Map.of("account", id, "reason", MARK + " has left"))
                .requireStatus(200);
        from.delete(accounts + "/" + id).requireStatus(200);
        ReadModelStatus.awaitCaughtUp(admin, CATCHING_UP);
        return new Person(id, key, created.get("created").asString());
    }

    /** A user who signed in, was described, and was deleted. */
    private String deletedUser() {
        String id = admin.post(
                        "/users",
                        Map.of(
                                "username",
                                MARK,
                                "name",
                                "Dr. " + MARK,
                                "email",
                                MARK + "@example.org",
                                "password",
                                LedgerUnderTest.PASSWORD))
                .requireStatus(201)
                .text("id");
        Client browser = Client.of(LEDGER)
                .from(ADDRESS)
                .with("User-Agent", "browser of " + MARK)
                .signIn(MARK, LedgerUnderTest.PASSWORD);
        browser.createKey(MARK + "-key").requireStatus(201);
        browser.get("/users/me/sessions").requireStatus(200);
        browser.form("/auth/login", Map.of("username", MARK, "password", "wrong"))
                .requireStatus(401);
        admin.delete("/users/" + id + "?reason=" + MARK).requireStatus(200);
        ReadModelStatus.awaitCaughtUp(admin, CATCHING_UP);
        return id;
    }

    private JsonNode erase(Person person) {
        return admin.post(ERASURES, Map.of("account", person.id(), "reason", "request 17"))
                .requireStatus(200)
                .json();
    }

    @Test
    void nothing_in_the_database_describes_an_erased_account_and_replays_agree() {
        Person person = deletedPerson();
        assertThat(rowsWith(MARK)).as("before the erasure").isNotEmpty();
        assertThat(rowsWith(ADDRESS)).as("before the erasure").isNotEmpty();

        JsonNode erased = erase(person);

        assertThat(erased.get("account").asString()).isEqualTo(person.id());
        assertThat(rowsWith(MARK)).isEmpty();
        assertThat(rowsWith(ADDRESS)).isEmpty();
        ReadModelStatus.requireEqualToReplay(admin, CATCHING_UP);
        assertThat(rowsWith(MARK)).as("after the replays").isEmpty();
        assertThat(erase(person)).as("a repeated erasure").isEqualTo(erased);
    }

    @Test
    void nothing_in_the_database_describes_an_erased_user_and_replays_agree() {
        String id = deletedUser();
        admin.post(ERASURES, Map.of("account", id)).requireStatus(200);

        assertThat(rowsWith(MARK)).isEmpty();
        assertThat(rowsWith(ADDRESS)).isEmpty();
        ReadModelStatus.requireEqualToReplay(admin, CATCHING_UP);
        assertThat(rowsWith(MARK)).as("after the replays").isEmpty();
    }

    @Test
    void the_trail_keeps_what_happened_and_shows_erased_in_place_of_the_texts() {
        Person person = deletedPerson();
        erase(person);

        String trail = admin.get("/ledger/audit?owner=" + person.id() + "&limit=500")
                .requireStatus(200)
                .body();
        assertThat(trail)
                .contains("account.registered", "token.created", "token.used", "token.use_refused", "account.erased")
                .contains("\"username\":\"erased\"", "\"name\":\"erased\"", "\"user_agent\":\"erased\"")
                .contains("admin-browser")
                .doesNotContain(MARK, ADDRESS);
        JsonNode key =
                admin.get("/ledger/tokens/" + person.key()).requireStatus(200).json();
        assertThat(key.get("name").asString()).isEqualTo("erased");
        assertThat(key.get("owner_id").asString()).isEqualTo(person.id());
        assertThat(admin.get("/ledger/audit/export?owner=" + person.id()).body())
                .contains("account.erased")
                .doesNotContain(MARK, ADDRESS);
    }

    @Test
    void the_past_is_the_same_except_for_the_texts() {
        Person person = deletedPerson();
        erase(person);

        JsonNode key = admin.get("/ledger/tokens/" + person.key() + "?as_of=" + person.createdAt())
                .requireStatus(200)
                .json();
        assertThat(key.get("name").asString()).isEqualTo("erased");
        assertThat(key.get("active").asBoolean()).isTrue();
        assertThat(key.get("generation").asInt()).isEqualTo(1);
    }

    @Test
    void the_name_of_an_erased_account_can_be_used_again() {
        Person person = deletedPerson();
        erase(person);
        String accounts = acme.path() + "/service_accounts";

        String again = acme.admin()
                .post(accounts, Map.of("username", MARK))
                .requireStatus(201)
                .text("id");
        assertThat(again).as("the name is free").isNotEqualTo(person.id());
        acme.admin().delete(accounts + "/" + again).requireStatus(200);
        admin.post(ERASURES, Map.of("account", again)).requireStatus(200);
        assertThat(rowsWith(MARK)).isEmpty();
    }

    @Test
    void after_the_free_space_is_rewritten_no_file_contains_a_text() throws IOException {
        Person person = deletedPerson();
        erase(person);
        LEDGER.jdbc().execute("VACUUM FULL");
        LEDGER.jdbc().execute("CHECKPOINT");

        assertThat(filesWith(MARK)).isEmpty();
        assertThat(filesWith(person.id())).as("what remains").isNotEmpty();
    }

    @Test
    void an_erasure_is_rejected_with_the_reason_and_changes_nothing() {
        String living = acme.serviceAccount();

        assertThat(admin.post(ERASURES, Map.of("account", living))
                        .requireStatus(409)
                        .body())
                .contains("account_not_deleted", "is not deleted");
        admin.post(ERASURES, Map.of("account", UUID.randomUUID().toString())).requireStatus(404);
        assertThat(admin.post(ERASURES, Map.of()).requireStatus(422).body()).contains("'account' must be");
        acme.admin().post(ERASURES, Map.of("account", living)).requireStatus(403);
        assertThat(acme.admin()
                        .get(acme.path() + "/service_accounts/" + living)
                        .requireStatus(200)
                        .text("name"))
                .startsWith("sa-");
    }

    @Test
    void deleted_accounts_are_listed_with_their_erasures_and_holds() {
        Person person = deletedPerson();
        String user = deletedUser();
        String hold = admin.post(
                        "/ledger/legal_holds", Map.of("subject", "organization", "id", acme.id(), "reason", "case 17"))
                .requireStatus(201)
                .text("id");

        JsonNode first = admin.get(DELETED + "?limit=1").requireStatus(200).json();
        JsonNode latest = first.at("/items/0");
        assertThat(latest.get("id").asString()).isEqualTo(user);
        assertThat(latest.get("username").asString()).isEqualTo(MARK);
        assertThat(latest.get("erased_at").isNull()).isTrue();
        assertThat(latest.get("legal_hold").asBoolean()).isFalse();
        assertThat(latest.get("is_service_account").asBoolean()).isFalse();
        assertThat(latest.has("disclosures")).isFalse();
        JsonNode second = admin.get(
                        DELETED + "?limit=1&cursor=" + first.get("next_cursor").asString())
                .requireStatus(200)
                .json()
                .at("/items/0");
        assertThat(second.get("id").asString()).isEqualTo(person.id());
        assertThat(second.get("legal_hold").asBoolean()).isTrue();
        assertThat(second.get("organization_id").asString()).isEqualTo(acme.id());

        admin.delete("/ledger/legal_holds/" + hold).requireStatus(200);
        JsonNode before = deleted(person.id());
        assertThat(before.get("legal_hold").asBoolean()).isFalse();
        JsonNode erased = erase(person);
        JsonNode after = deleted(person.id());
        assertThat(after.get("erased_at").asString()).isNotEmpty();
        assertThat(after.get("username").asString()).isEqualTo("erased");
        assertThat(after.get("disclosures"))
                .isEqualTo(before.get("disclosures"))
                .isEqualTo(erased.get("disclosures"));
        admin.post(ERASURES, Map.of("account", user)).requireStatus(200);

        admin.get(DELETED + "/" + acme.serviceAccount()).requireStatus(404);
        acme.admin().get(DELETED).requireStatus(403);
    }

    private JsonNode deleted(String account) {
        return admin.get(DELETED + "/" + account).requireStatus(200).json();
    }

    @Test
    void a_hold_on_a_key_or_on_a_former_organization_covers_a_deleted_user() {
        String id = acme.member().id();
        String key = acme.member().createKey("laptop").text("id");
        acme.admin().delete(acme.path() + "/members/" + id).requireStatus(200);
        admin.delete("/users/" + id).requireStatus(200);
        ReadModelStatus.awaitCaughtUp(admin, CATCHING_UP);

        for (Map.Entry<String, String> held :
                Map.of("account", id, "token", key, "organization", acme.id()).entrySet()) {
            assertThat(deleted(id).get("legal_hold").asBoolean()).isFalse();
            String hold = admin.post(
                            "/ledger/legal_holds",
                            Map.of("subject", held.getKey(), "id", held.getValue(), "reason", "case 17"))
                    .requireStatus(201)
                    .text("id");
            assertThat(deleted(id).get("legal_hold").asBoolean())
                    .as(held.getKey())
                    .isTrue();
            admin.delete("/ledger/legal_holds/" + hold).requireStatus(200);
        }
    }

    @Test
    void the_disclosures_name_sinks_that_were_removed_since_the_account_existed() {
        String early = newSink();
        admin.delete("/ledger/sinks/" + early).requireStatus(204);
        Person person = deletedPerson();
        String late = newSink();
        admin.delete("/ledger/sinks/" + late).requireStatus(204);
        String existing = newSink();
        await().until(() -> names(deleted(person.id()).at("/disclosures/sinks")).contains(existing));

        JsonNode disclosures = erase(person).get("disclosures");

        assertThat(names(disclosures.get("removed_sinks"))).contains(late).doesNotContain(early, existing);
        assertThat(names(disclosures.get("sinks"))).contains(existing).doesNotContain(late, early);
    }

    private static List<String> names(JsonNode sinks) {
        return sinks.valueStream().map(sink -> sink.get("name").asString()).toList();
    }

    private String newSink() {
        String name = Unique.text();
        admin.post("/ledger/sinks", Map.of("name", name, "type", "webhook", "target", "http://127.0.0.1:9/" + name))
                .requireStatus(201);
        return name;
    }

    @Test
    void an_api_key_of_a_superuser_erases_nothing() {
        Person person = deletedPerson();
        String key = admin.newKey(Unique.text());
        String apiToken = Client.of(LEDGER)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");

        for (String credential : List.of(key, apiToken)) {
            assertThat(Client.of(LEDGER)
                            .bearer(credential)
                            .post(ERASURES, Map.of("account", person.id()))
                            .requireStatus(403)
                            .body())
                    .contains("needs a session, not an API key");
        }
        assertThat(rowsWith(MARK)).as("nothing is erased").isNotEmpty();
        erase(person);
    }

    @Test
    void a_report_that_covers_erased_uses_says_so_as_unknown() {
        Person person = deletedPerson();
        erase(person);

        for (Map.Entry<String, String> subject : Map.of(
                        "token", person.key(), "owner", person.id(), "ip", "198.51.100.200")
                .entrySet()) {
            JsonNode report = admin.post(
                            "/ledger/exposure_reports",
                            Map.of(subject.getKey(), subject.getValue(), "from", person.createdAt()))
                    .requireStatus(200)
                    .json();
            assertThat(report.get("unknown")
                            .valueStream()
                            .map(gap -> gap.get("kind").asString()))
                    .as(subject.getKey())
                    .contains("erased");
            assertThat(report.toString()).doesNotContain(MARK);
        }
    }

    @Test
    void while_a_legal_hold_covers_the_account_nothing_is_erased() {
        Person person = deletedPerson();
        for (Map.Entry<String, String> held : Map.of(
                        "account", person.id(), "token", person.key(), "organization", acme.id())
                .entrySet()) {
            String hold = admin.post(
                            "/ledger/legal_holds",
                            Map.of("subject", held.getKey(), "id", held.getValue(), "reason", "case 17"))
                    .requireStatus(201)
                    .text("id");

            assertThat(admin.post(ERASURES, Map.of("account", person.id()))
                            .requireStatus(409)
                            .body())
                    .contains("legal_hold");
            assertThat(rowsWith(MARK)).as("nothing is erased").isNotEmpty();

            admin.delete("/ledger/legal_holds/" + hold + "?reason=closed").requireStatus(200);
        }
        erase(person);
        assertThat(rowsWith(MARK)).isEmpty();
    }

    @Test
    void while_events_are_in_clear_nothing_is_erased() {
        Person person = deletedPerson();
        LEDGER.jdbc().update("UPDATE events.domain_event SET revision = '1' WHERE global_index = 1");

        assertThat(admin.post(ERASURES, Map.of("account", person.id()))
                        .requireStatus(503)
                        .body())
                .contains("in clear");

        LEDGER.jdbc().update("UPDATE events.domain_event SET revision = '2' WHERE global_index = 1");
        erase(person);
    }

    private static List<String> rowsWith(String text) {
        return StoredTexts.rowsWith(LEDGER, text);
    }

    private static List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files =
                Files.walk(LEDGER.dataDirectory().resolve("postgres").resolve("base"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
