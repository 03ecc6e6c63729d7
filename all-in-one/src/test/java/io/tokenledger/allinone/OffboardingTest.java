package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When a person leaves, one operation ends everything that the account can do, and first shows what would stop to work. */
class OffboardingTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();
    private static final String OFFBOARDINGS = "/ledger/offboardings";

    private final Client admin = LEDGER.admin();
    private final Client user = LEDGER.newUser();
    private final String account = user.id();

    @Test
    void a_dry_run_shows_which_keys_are_used_and_changes_nothing() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_member");
        Client robot = Client.of(LEDGER).bearer(user.newKey("nightly")).with("User-Agent", "cron/1");
        robot.from("192.0.2.7").get("/users/me").requireStatus(200);
        robot.from("198.51.100.7").get("/users/me").requireStatus(200);
        user.newKey("unused");

        JsonNode shown = offboard(Map.of("account", account, "dry_run", true));

        assertThat(shown.get("id").isNull()).isTrue();
        assertThat(shown.get("dependents")
                        .valueStream()
                        .map(key -> key.get("name").asString() + " " + key.get("uses") + " " + key.get("networks") + " "
                                + key.get("user_agents")))
                .containsExactly("nightly 2 2 [\"cron/1\"]", "unused 0 0 []");
        assertThat(shown.get("organizations").valueStream().map(JsonNode::asString))
                .containsExactly(acme.id());
        assertThat(shown.get("active").asBoolean()).isTrue();
        robot.get("/users/me").requireStatus(200);
        user.get("/users/me").requireStatus(200);
    }

    @Test
    void it_ends_keys_sessions_memberships_and_the_account_and_a_return_gives_no_key_back() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_member");
        Client holder = Client.of(LEDGER).bearer(user.newKey("laptop"));
        String key = user.get("/users/me/api_keys/laptop").text("id");

        JsonNode ended = offboard(Map.of("account", account, "reason", "left the company"));

        assertThat(ended.get("deactivated").asInt()).isEqualTo(1);
        assertThat(ended.get("active").asBoolean()).isFalse();
        assertThat(ended.get("failed")).isEmpty();
        holder.get("/users/me").requireStatus(401);
        user.get("/users/me").requireStatus(401);
        assertThat(acme.admin().get(acme.path() + "/members").requireStatus(200).body())
                .doesNotContain(account);
        assertThat(Timelines.of(admin, key)
                        .valueStream()
                        .filter(row -> !row.get("action").asString().startsWith("token.used"))
                        .map(row -> row.get("action").asString() + " "
                                + row.get("reason").asString("")))
                .contains(
                        "token.deactivated left the company",
                        "account.deactivated left the company",
                        "organization.member_removed left the company");

        admin.patch("/users/" + account, Map.of("active", true)).requireStatus(200);
        holder.get("/users/me").requireStatus(401);
        Client back = user.again();
        assertThat(back.patch("/users/me/api_keys/laptop", Map.of("active", true))
                        .status())
                .isEqualTo(403);
        admin.post(
                        "/ledger/tokens/deactivations/" + ended.get("id").asString() + "/restorations",
                        Map.of("tokens", List.of(key)))
                .requireStatus(200);
        holder.get("/users/me").requireStatus(200);
    }

    @Test
    void it_names_the_keys_of_other_accounts_whose_secrets_the_person_knows() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_admin");
        String robot = acme.serviceAccount();
        Client nightly = Client.of(LEDGER).bearer(newServiceKey(acme, robot, user, "nightly"));
        Client laptop = Client.of(LEDGER).bearer(user.newKey("laptop"));
        newServiceKey(acme, robot, laptop, "made-with-a-key");
        newServiceKey(acme, robot, user, "rotated-since");
        acme.admin()
                .post(acme.path() + "/service_accounts/" + robot + "/api_keys/rotated-since/rotate", Map.of())
                .requireStatus(200);
        newServiceKey(acme, robot, acme.admin(), "of another administrator");
        nightly.get("/users/me").requireStatus(200);

        JsonNode shown = offboard(Map.of("account", account, "dry_run", true)).get("keys_of_other_accounts");

        assertThat(shown.get("total").asInt()).isEqualTo(2);
        assertThat(names(shown)).containsExactly("nightly", "made-with-a-key");
        assertThat(shown.at("/keys/0/owner_id").asString()).isEqualTo(robot);
        assertThat(shown.at("/keys/0/uses").asInt()).isPositive();

        JsonNode ended = offboard(Map.of("account", account)).get("keys_of_other_accounts");

        assertThat(names(ended)).containsExactly("nightly", "made-with-a-key");
        nightly.get("/users/me").requireStatus(200);
    }

    private static String newServiceKey(TestOrganization organization, String owner, Client creator, String name) {
        return creator.post(organization.path() + "/service_accounts/" + owner + "/api_keys", Map.of("name", name))
                .requireStatus(201)
                .text("key");
    }

    private static List<String> names(JsonNode list) {
        return list.get("keys")
                .valueStream()
                .map(key -> key.get("name").asString())
                .toList();
    }

    @Test
    void a_repeated_offboarding_is_one_and_an_interrupted_one_continues() {
        user.newKey("laptop");
        Client careful = admin.with("Idempotency-Key", Unique.text());
        Map<String, Object> body = Map.of("account", account);
        JsonNode first = careful.post(OFFBOARDINGS, body).requireStatus(200).json();
        assertThat(careful.post(OFFBOARDINGS, body).requireStatus(200).json()).isEqualTo(first);
        LEDGER.jdbc()
                .update(
                        "UPDATE command_side.idempotency SET status = NULL, answer = NULL WHERE key = ?",
                        careful.headers().get("Idempotency-Key"));

        JsonNode continued = careful.post(OFFBOARDINGS, body).requireStatus(200).json();

        assertThat(continued.get("id")).isEqualTo(first.get("id"));
        assertThat(continued.get("deactivated").asInt()).isEqualTo(1);
    }

    @Test
    void the_last_administrator_of_an_organization_stays_its_member_and_the_answer_says_so() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String boss = acme.admin().id();

        JsonNode ended = offboard(Map.of("account", boss));

        assertThat(ended.at("/failed/0/id").asString()).isEqualTo(acme.id());
        assertThat(ended.get("organizations")).isEmpty();
        assertThat(ended.at("/failed/0/detail").asString()).contains("administrator");
        assertThat(ended.get("active").asBoolean()).isFalse();
    }

    @Test
    void only_superusers_offboard_and_only_others() {
        user.post(OFFBOARDINGS, Map.of("account", account)).requireStatus(403);
        assertThat(admin.post(OFFBOARDINGS, Map.of("account", admin.id()))
                        .requireStatus(422)
                        .body())
                .contains("cannot offboard itself");
        admin.post(OFFBOARDINGS, Map.of("account", UUID.randomUUID().toString()))
                .requireStatus(404);
        assertThat(admin.post(OFFBOARDINGS, Map.of()).requireStatus(422).body()).contains("'account' must be");
    }

    private JsonNode offboard(Map<String, ?> body) {
        return admin.post(OFFBOARDINGS, body).requireStatus(200).json();
    }
}
