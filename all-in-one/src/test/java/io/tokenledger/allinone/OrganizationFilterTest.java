package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers about one organization among several. */
class OrganizationFilterTest {
    private static LedgerUnderTest ledger;
    private static TestOrganization acme;
    private static TestOrganization globex;
    private static long before;
    private static long after;
    private static String key;

    @BeforeAll
    static void start() {
        ledger = LedgerUnderTest.start(Map.of());
        acme = TestOrganization.of(ledger);
        globex = TestOrganization.of(ledger);
        before = ledger.head();
        key = acme.member().createKey("of-acme").text("id");
        globex.member().createKey("of-globex");
        after = ledger.head();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void posture_counts_the_keys_of_one_organization_and_links_to_them() {
        JsonNode all = ledger.admin().get("/ledger/posture").requireStatus(200).json();
        JsonNode one = posture(ledger.admin(), "");

        assertThat(all.get("living").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(one.get("living").asInt()).isEqualTo(1);
        assertThat(count(one, "never_used")).isEqualTo(1);
        assertThat(link(one, "never_used")).contains("organization=" + acme.id());
        assertThat(link(one, "refused_uses_rising")).contains("organization=" + acme.id());
        assertThat(one.get("findings").findValuesAsString("name")).doesNotContain("of_accounts_without_organization");
        assertThat(names(ledger.admin().get(link(one, "never_used")).json())).containsExactly("of-acme");
        assertThat(posture(ledger.admin(), "&as_of=" + after).get("living").asInt())
                .isEqualTo(1);
    }

    @Test
    void the_posture_of_an_organization_that_the_caller_does_not_read_counts_nothing() {
        assertThat(posture(globex.admin(), "").get("living").asInt()).isZero();
    }

    @Test
    void a_comparison_of_one_organization_leaves_out_the_keys_of_others() {
        String path = "/ledger/tokens/changes?from=" + before + "&to=" + after;
        JsonNode all = ledger.admin().get(path).requireStatus(200).json();
        JsonNode one = ledger.admin()
                .get(path + "&organization=" + acme.id())
                .requireStatus(200)
                .json();

        assertThat(all.get("items").size()).isGreaterThanOrEqualTo(2);
        assertThat(one.get("items").findValuesAsString("id")).containsExactly(key);
    }

    @Test
    void an_entry_of_the_trail_names_the_account_that_it_is_about() {
        JsonNode entry = Awaitility.await()
                .until(
                        () -> ledger.admin()
                                .get("/ledger/audit?token=" + key + "&action=token.created")
                                .json()
                                .at("/items/0"),
                        JsonNode::isObject);

        assertThat(entry.get("owner_username").asString())
                .isEqualTo(acme.member().username());
        String exported = ledger.admin()
                .get("/ledger/audit/export?format=ndjson&token=" + key)
                .body();
        assertThat(exported).contains("\"owner_username\":\"" + acme.member().username() + "\"");
    }

    private static JsonNode posture(Client reader, String more) {
        return reader.get("/ledger/posture?organization=" + acme.id() + more)
                .requireStatus(200)
                .json();
    }

    private static JsonNode finding(JsonNode posture, String name) {
        return posture.get("findings")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int count(JsonNode posture, String name) {
        return finding(posture, name).get("count").asInt();
    }

    private static String link(JsonNode posture, String name) {
        return finding(posture, name).get("link").asString();
    }

    private static List<String> names(JsonNode list) {
        return list.get("items").findValuesAsString("name");
    }

    @Test
    void a_deactivated_key_says_who_deactivated_it_and_why() {
        Client owner = acme.member();
        String id = owner.createKey("ended").text("id");
        assertThat(owner.get("/ledger/tokens/" + id).json().has("deactivation")).isFalse();
        String operation = acme.admin()
                .post("/ledger/tokens/deactivations", Map.of("tokens", List.of(id), "reason", "stolen laptop"))
                .requireStatus(200)
                .text("id");

        JsonNode ended = Awaitility.await()
                .until(() -> owner.get("/ledger/tokens/" + id).json().path("deactivation"), JsonNode::isObject);

        assertThat(ended.get("by_username").asString()).isEqualTo(acme.admin().username());
        assertThat(ended.get("reason").asString()).isEqualTo("stolen laptop");
        assertThat(ended.get("owner_may_activate").asBoolean()).isFalse();
        owner.patch("/users/me/api_keys/" + id, Map.of("active", true)).requireStatus(403);
        assertThat(ended.get("operation").asString()).isEqualTo(operation);
    }
}
