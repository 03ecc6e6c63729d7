package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bulk operations on keys (deactivate, watch, restore, delete), and leak reports by finders of keys. */
class IncidentTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    @Test
    void a_dry_run_names_what_would_be_ended_and_ends_nothing() {
        Client user = LEDGER.newUser();
        user.newKey("one");
        user.newKey("two");

        JsonNode told = LEDGER.admin()
                .post(DEACTIVATIONS, Map.of("filter", Map.of("owner", user.id()), "reason", "drill", "dry_run", true))
                .requireStatus(200)
                .json();

        assertThat(told.get("matched").asInt()).isEqualTo(2);
        assertThat(told.get("deactivated").asInt()).isZero();
        assertThat(names(told)).containsExactly("two", "one");
        assertThat(user.get("/users/me/api_keys").json().at("/items/0/active").asBoolean())
                .isTrue();
    }

    @Test
    void keys_are_deactivated_watched_and_then_restored_or_deleted() {
        Client user = LEDGER.newUser();
        String value = user.newKey("laptop");
        user.newKey("ci");
        user.newKey("changed since");

        JsonNode done = LEDGER.admin()
                .post(DEACTIVATIONS, Map.of("filter", Map.of("owner", user.id()), "reason", "stolen laptop"))
                .requireStatus(200)
                .json();
        assertThat(done.get("deactivated").asInt()).isEqualTo(3);
        assertThat(done.get("failed")).isEmpty();
        Client thief = Client.of(LEDGER).bearer(value);
        thief.get("/users/me").requireStatus(401);
        assertThat(user.patch("/users/me/api_keys/" + id(done, "laptop"), Map.of("active", true))
                        .requireStatus(403)
                        .body())
                .contains("another party deactivated it");
        user.post("/users/me/api_keys/" + id(done, "changed since") + "/rotate", Map.of())
                .requireStatus(200);

        String act = DEACTIVATIONS + "/" + done.get("id").asString();
        await().untilAsserted(() -> {
            JsonNode watch = LEDGER.admin().get(act).requireStatus(200).json();
            assertThat(watch.get("refused_uses").asInt()).isEqualTo(1);
            assertThat(watch.at("/tokens/0/name").asString()).isEqualTo("laptop");
            assertThat(watch.at("/tokens/0/addresses/0").asString())
                    .isEqualTo(thief.headers().get("X-Forwarded-For"));
            assertThat(watch.at("/deactivation/reason").asString()).isEqualTo("stolen laptop");
        });
        assertThat(Timelines.of(user, id(done, "laptop"))
                        .valueStream()
                        .filter(row -> row.get("action").asString().equals("token.deactivated"))
                        .map(row -> row.get("reason").asString() + " "
                                + row.at("/data/act_id").asString()))
                .containsExactly("stolen laptop " + done.get("id").asString());

        JsonNode told = LEDGER.admin()
                .post(act + "/deletions", Map.of("dry_run", true))
                .requireStatus(200)
                .json();
        assertThat(told.get("dry_run").asBoolean()).isTrue();
        assertThat(names(told)).containsExactly("ci", "laptop");
        LEDGER.admin().post(act + "/deletions", Map.of("dryrun", true)).requireStatus(400);

        JsonNode restored = LEDGER.admin()
                .post(act + "/restorations", Map.of("reason", "laptop found"))
                .requireStatus(200)
                .json();
        assertThat(restored.get("restored").asInt()).isEqualTo(2);
        assertThat(names(restored)).containsExactly("ci", "laptop");
        Client.of(LEDGER).bearer(value).get("/users/me").requireStatus(200);

        assertThat(LEDGER.admin()
                        .post(act + "/deletions", Map.of())
                        .requireStatus(200)
                        .json()
                        .get("deleted")
                        .asInt())
                .as("they are restored, whether the listing knows already or not")
                .isZero();

        JsonNode again = LEDGER.admin()
                .post(DEACTIVATIONS, Map.of("filter", Map.of("owner", user.id(), "q", "laptop")))
                .requireStatus(200)
                .json();
        Timelines.of(user, id(again, "laptop"));
        String second = DEACTIVATIONS + "/" + again.get("id").asString();
        await().until(() -> LEDGER.admin()
                        .post(second + "/deletions", Map.of())
                        .json()
                        .path("deleted")
                        .asInt(0)
                == 1);
        await().until(() -> user.get("/users/me/api_keys/laptop").status() == 404);
        assertThat(LEDGER.admin().get(DEACTIVATIONS).requireStatus(200).json().get("items"))
                .isNotEmpty();
    }

    @Test
    void keys_are_found_by_leaked_values_digests_and_addresses() {
        Client user = LEDGER.newUser();
        String leaked = user.newKey("leaked");
        String old = user.newKey("rotated");
        String id = user.get("/users/me/api_keys/rotated").text("id");
        user.post("/users/me/api_keys/rotated/rotate", Map.of()).requireStatus(200);
        String digested = user.createKey("digested").text("id");
        String address = Unique.ip();
        user.from(address).newKey("made there");
        Client.of(LEDGER).from(address).bearer(leaked).get("/users/me").requireStatus(200);
        String digest = LEDGER.jdbc()
                .queryForObject(
                        "SELECT digest FROM command_side.credential WHERE token_id = ?::uuid", String.class, digested);
        Timelines.await(user, user.get("/users/me/api_keys/leaked").text("id"), "token.used");

        Client admin = LEDGER.admin();
        assertThat(names(dry(admin, Map.of("values", List.of(leaked, old, "ZENPROKEY_nonsense", "")))))
                .containsExactly("leaked");
        assertThat(names(dry(admin, Map.of("digests", List.of(digest.toUpperCase(Locale.ROOT))))))
                .containsExactly("digested");
        assertThat(names(dry(admin, Map.of("filter", Map.of("created_from", address)))))
                .containsExactly("made there");
        assertThat(names(dry(admin, Map.of("filter", Map.of("used_from", address + "/32")))))
                .containsExactly("leaked");
        assertThat(names(dry(
                        admin,
                        Map.of(
                                "filter",
                                Map.of(
                                        "owner",
                                        user.id(),
                                        "never_used",
                                        "true",
                                        "unused_since",
                                        "2100-01-01T00:00:00Z")))))
                .hasSize(3);
        assertThat(id).isNotEmpty();

        Answer done =
                admin.post(DEACTIVATIONS, Map.of("values", List.of(leaked))).requireStatus(200);
        assertThat(done.body()).doesNotContain(leaked);
        Client.of(LEDGER).bearer(leaked).get("/users/me").requireStatus(401);
        await().untilAsserted(() -> assertThat(admin.get("/ledger/audit?action=ledger.bulk_act_begun&limit=500")
                        .body())
                .contains("\"values\":\"1\"")
                .doesNotContain(leaked));
    }

    @Test
    void an_administrator_ends_keys_of_its_organization_only_and_others_none() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        Client outsider = LEDGER.newUser();
        outsider.newKey("not yours");
        acme.member().newKey("yours");
        Map<String, Object> all = Map.of("filter", Map.of("created_after", "2020-01-01T00:00:00Z"));

        JsonNode told = dry(acme.admin(), all);
        assertThat(names(told)).contains("yours").doesNotContain("not yours");
        assertThat(dry(acme.admin(), Map.of("filter", Map.of("owner", outsider.id())))
                        .get("matched")
                        .asInt())
                .isZero();
        acme.auditor().post(DEACTIVATIONS, all).requireStatus(403);
        acme.member().post(DEACTIVATIONS, all).requireStatus(403);

        String act = acme.admin()
                .post(
                        DEACTIVATIONS,
                        Map.of("filter", Map.of("owner", acme.member().id())))
                .requireStatus(200)
                .text("id");
        await().until(() -> acme.admin().get(DEACTIVATIONS + "/" + act).status() == 200);
        outsider.get(DEACTIVATIONS + "/" + act).requireStatus(404);
        TestOrganization.of(LEDGER)
                .admin()
                .post(DEACTIVATIONS + "/" + act + "/restorations", Map.of())
                .requireStatus(404);
    }

    @Test
    void a_deactivation_of_everything_or_of_something_misspelt_is_refused() {
        Client admin = LEDGER.admin();
        admin.json("POST", DEACTIVATIONS, "{\"digests\":[null]}").requireStatus(422);
        admin.json("POST", DEACTIVATIONS, "{\"filter\":{\"q\":null}}").requireStatus(422);
        assertThat(admin.post(DEACTIVATIONS, Map.of("reason", "panic"))
                        .requireStatus(422)
                        .body())
                .contains("Give at least one of 'filter'");
        assertThat(admin.post(DEACTIVATIONS, Map.of("filter", Map.of()))
                        .requireStatus(422)
                        .body())
                .contains("Give at least one of 'filter'");
        assertThat(admin.post(
                                DEACTIVATIONS,
                                Map.of(
                                        "filter",
                                        Map.of("onwer", UUID.randomUUID().toString())))
                        .requireStatus(400)
                        .body())
                .contains("'onwer' is not a filter");
        admin.post(DEACTIVATIONS, Map.of("filter", Map.of("as_of", "3"))).requireStatus(400);
        admin.post(DEACTIVATIONS, Map.of("filter", Map.of("used_from", "everywhere")))
                .requireStatus(422);
        admin.post(DEACTIVATIONS, Map.of("digests", List.of("abc"))).requireStatus(422);
        admin.post(DEACTIVATIONS, Map.of("filter", Map.of("q", "x"), "reason", "x".repeat(501)))
                .requireStatus(422);
        admin.post(DEACTIVATIONS, Map.of("values", Collections.nCopies(1_001, "x")))
                .requireStatus(422);
        for (String noFilter : List.of("limit", "cursor", "replay", "after", "format", "sort", "as_of")) {
            admin.post(DEACTIVATIONS, Map.of("filter", Map.of(noFilter, "1"))).requireStatus(400);
        }
        assertThat(admin.post(DEACTIVATIONS, Map.of("filter", Map.of("q", "x"), "dryrun", true))
                        .requireStatus(400)
                        .body())
                .contains("'dryrun' is not a field of this request");
        admin.post(DEACTIVATIONS + "/" + UUID.randomUUID() + "/restorations", Map.of())
                .requireStatus(404);
    }

    @Test
    void whoever_finds_values_reports_them_and_their_owners_see_why() {
        Client user = LEDGER.newUser();
        String first = user.newKey("in a gist");
        String second = user.newKey("in a log");
        List<String> found = new ArrayList<>(IntStream.range(0, 998)
                .mapToObj(i -> "ZENPROKEY_" + "0".repeat(60) + String.format("%011d", i))
                .toList());
        found.add(first);
        found.add(" " + second + "\n");

        Answer told = Client.of(LEDGER)
                .post("/ledger/leak_reports", Map.of("credentials", found, "source", "https://gist.example.org/42"))
                .requireStatus(202);

        assertThat(told.json().get("received").asInt()).isEqualTo(1_000);
        Client.of(LEDGER).bearer(first).get("/users/me").requireStatus(401);
        Client.of(LEDGER).bearer(second).get("/users/me").requireStatus(401);
        String id = user.get("/users/me/api_keys/" + "in%20a%20gist")
                .requireStatus(200)
                .text("id");
        assertThat(Timelines.of(user, id)
                        .valueStream()
                        .map(row -> row.get("reason").asString("")))
                .contains("reported as leaked: https://gist.example.org/42");
        user.patch("/users/me/api_keys/" + id, Map.of("active", true)).requireStatus(403);
    }

    @Test
    void a_leak_report_ends_a_key_for_good_that_its_owner_has_switched_off_for_a_while() {
        Client user = LEDGER.newUser();
        Answer key = user.createKey("resting");
        user.patch("/users/me/api_keys/resting", Map.of("active", false)).requireStatus(200);
        user.patch("/users/me/api_keys/resting", Map.of("active", true)).requireStatus(200);
        user.patch("/users/me/api_keys/resting", Map.of("active", false)).requireStatus(200);

        for (int i = 0; i < 2; i++) {
            Client.of(LEDGER)
                    .post("/ledger/leak_reports", Map.of("credentials", List.of(key.text("key"))))
                    .requireStatus(202);
        }

        user.patch("/users/me/api_keys/resting", Map.of("active", true)).requireStatus(403);
        assertThat(Timelines.of(user, key.text("id"))
                        .valueStream()
                        .filter(row -> row.get("reason").asString("").startsWith("reported as leaked")))
                .hasSize(1);
    }

    @Test
    void a_leak_report_says_nothing_about_the_values_and_is_bounded() {
        Client finder = Client.of(LEDGER);
        assertThat(finder.post("/ledger/leak_reports", Map.of("credentials", List.of("x")))
                        .requireStatus(202)
                        .body())
                .isEqualTo(finder.post(
                                "/ledger/leak_reports",
                                Map.of("credentials", List.of(LEDGER.newUser().newKey("y"))))
                        .requireStatus(202)
                        .body());
        finder.post("/ledger/leak_reports", Map.of()).requireStatus(422);
        finder.json("POST", "/ledger/leak_reports", "{\"credentials\":[null]}").requireStatus(422);
        finder.post("/ledger/leak_reports", Map.of("credentials", List.of())).requireStatus(422);
        finder.post("/ledger/leak_reports", Map.of("credentials", Collections.nCopies(1_001, "x")))
                .requireStatus(422);
        finder.post("/ledger/leak_reports", Map.of("credentials", List.of("x"), "source", "s".repeat(301)))
                .requireStatus(422);
        finder.post("/ledger/leak_reports", Map.of("credentials", List.of("x".repeat(140_000))))
                .requireStatus(413);
    }

    private static JsonNode dry(Client admin, Map<String, ?> body) {
        Map<String, Object> more = new HashMap<>(body);
        more.put("dry_run", true);
        return admin.post(DEACTIVATIONS, more).requireStatus(200).json();
    }

    private static List<String> names(JsonNode answer) {
        return answer.get("tokens")
                .valueStream()
                .map(token -> token.get("name").asString())
                .toList();
    }

    private static String id(JsonNode answer, String name) {
        return answer.get("tokens")
                .valueStream()
                .filter(token -> token.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }
}
