package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.command.token.IdleKeySweep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The effects and the limits of an organization's token policy. */
class TokenPolicyTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final TestOrganization acme = TestOrganization.of(ledger);
    private final String name = acme.admin().get(acme.path()).text("name");

    @Test
    void a_refusal_names_the_organization_and_the_rule() {
        acme.member().createKey("before");
        policy(Map.of("creation", "forbidden"));
        Answer forbidden = create(acme.member(), Map.of("name", "after")).requireStatus(403);
        assertThat(forbidden.body()).contains(name, "creation", "IllegalOperationError");
        create(acme.admin(), Map.of("name", "even-i")).requireStatus(403);

        policy(Map.of("creation", "admins_only"));
        create(acme.member(), Map.of("name", "after")).requireStatus(403);
        create(acme.admin(), Map.of("name", "i-may")).requireStatus(201);

        policy(Map.of("max_lifetime_minutes", 60));
        assertThat(create(acme.member(), Map.of("name", "for-ever"))
                        .requireStatus(422)
                        .body())
                .contains(name, "max_lifetime_minutes");
        create(acme.member(), Map.of("name", "long", "expires_in_minutes", 61)).requireStatus(422);
        create(acme.member(), Map.of("name", "short", "expires_in_minutes", 60)).requireStatus(201);

        policy(Map.of("max_keys_per_account", 2));
        assertThat(create(acme.member(), Map.of("name", "third"))
                        .requireStatus(422)
                        .body())
                .contains(name, "max_keys_per_account");

        acme.member().get("/users/me/api_keys/before").requireStatus(200);
    }

    @Test
    void a_key_makes_no_keys_where_that_is_forbidden() {
        String key = acme.member().newKey("first");
        Client byKey = Client.of(ledger).bearer(key);
        Client byToken = Client.of(ledger)
                .bearer(Client.of(ledger)
                        .form("/auth/login", Map.of("password", key))
                        .text("access_token"));
        create(byKey, Map.of("name", "child")).requireStatus(201);

        policy(Map.of("keys_may_create_keys", false));

        for (Client credential : new Client[] {byKey, byToken}) {
            assertThat(create(credential, Map.of("name", "another"))
                            .requireStatus(403)
                            .body())
                    .contains("keys_may_create_keys");
        }
        create(acme.member(), Map.of("name", "signed-in")).requireStatus(201);
        byKey.post("/users/me/api_keys/first/rotate", Map.of("expires_in_minutes", 5_000_000))
                .requireStatus(403);
        byKey.post("/users/me/api_keys/first/rotate", Map.of("retain_period_minutes", 1))
                .requireStatus(200);
    }

    @Test
    void rotated_keys_keep_to_the_policy_and_living_ones_stay() {
        String key = acme.member().newKey("old");
        policy(Map.of("max_lifetime_minutes", 60, "creation", "forbidden"));

        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
        acme.member().post("/users/me/api_keys/old/rotate", Map.of()).requireStatus(422);
        acme.member()
                .post("/users/me/api_keys/old/rotate", Map.of("expires_in_minutes", 30))
                .requireStatus(200);
    }

    @Test
    void administrators_still_create_the_keys_of_service_accounts() {
        policy(Map.of("creation", "forbidden"));
        String account = acme.serviceAccount();

        Client automation = acme.keyOf(account);

        create(automation, Map.of("name", "by-itself")).requireStatus(403);
    }

    @Test
    void the_strictest_of_several_organizations_holds() {
        TestOrganization other = TestOrganization.of(ledger);
        other.put(acme.member(), "organization_member");
        policy(Map.of("max_lifetime_minutes", 600));
        other.admin()
                .put(other.path() + "/token_policy", Map.of("max_lifetime_minutes", 60))
                .requireStatus(200);

        create(acme.member(), Map.of("name", "between", "expires_in_minutes", 300))
                .requireStatus(422);
        create(acme.member(), Map.of("name", "within", "expires_in_minutes", 60))
                .requireStatus(201);
    }

    @Test
    void who_tightens_a_policy_sees_first_which_keys_it_finds() {
        acme.member().createKey("no-end");
        create(acme.member(), Map.of("name", "ends-soon", "expires_in_minutes", 30))
                .requireStatus(201);

        assertThat(impact("").get("total").asInt()).isZero();
        JsonNode tried = impact("?max_lifetime_minutes=60&max_keys_per_account=1");
        assertThat(tried.get("total").asInt()).isEqualTo(2);
        assertThat(tried.get("items").toString()).contains("no-end", "max_lifetime_minutes", "max_keys_per_account");

        policy(Map.of("max_lifetime_minutes", 60));
        assertThat(impact("").get("items")).hasSize(1);
        acme.member().get(acme.path() + "/token_policy/impact").requireStatus(403);
    }

    @Test
    void a_policy_is_read_by_members_and_set_by_administrators_within_reason() {
        assertThat(acme.member()
                        .get(acme.path() + "/token_policy")
                        .requireStatus(200)
                        .json()
                        .toString())
                .isEqualTo("{\"creation\":\"allowed\",\"max_lifetime_minutes\":null,\"max_idle_days\":null,"
                        + "\"keys_may_create_keys\":true,\"max_keys_per_account\":50,\"min_use_retention_days\":null}");
        acme.member().put(acme.path() + "/token_policy", Map.of()).requireStatus(403);
        acme.auditor().put(acme.path() + "/token_policy", Map.of()).requireStatus(403);
        for (Map<String, ?> bad : List.of(
                Map.of("creation", "sometimes"),
                Map.of("max_lifetime_minutes", 0),
                Map.of("max_lifetime_minutes", -5),
                Map.of("max_idle_days", 1_000_000),
                Map.of("max_keys_per_account", 0),
                Map.of("min_use_retention_days", 0),
                Map.of("min_use_retention_days", 3_651),
                Map.of("keys_may_create_keys", "perhaps"))) {
            acme.admin().put(acme.path() + "/token_policy", bad).requireStatus(422);
        }
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("max_lifetime_minuets", 1000))
                .requireStatus(400);
    }

    @Test
    void an_unused_key_is_deactivated_and_can_be_activated_again() {
        try (LedgerUnderTest own = LedgerUnderTest.start(Map.of())) {
            TestOrganization there = TestOrganization.of(own);
            there.admin()
                    .put(there.path() + "/token_policy", Map.of("max_idle_days", 30))
                    .requireStatus(200);
            there.member().createKey("forgotten");
            String busy = there.member().newKey("busy");
            own.clock().travel(Duration.ofDays(29));
            Client.of(own).bearer(busy).get("/users/me").requireStatus(200);
            own.bean(IdleKeySweep.class).sweep();
            Client member = there.member().again();
            assertThat(member.get("/users/me/api_keys/forgotten").text("state")).isEqualTo("active");

            own.clock().travel(Duration.ofDays(2));
            member = member.again();
            Timelines.of(member, member.get("/users/me/api_keys/busy").text("id"));
            own.bean(IdleKeySweep.class).sweep();

            String id = member.get("/users/me/api_keys/forgotten").text("id");
            assertThat(Timelines.of(member, id).toString()).contains("unused for 30 days");
            assertThat(member.get("/users/me/api_keys/forgotten").text("state")).isEqualTo("inactive");
            assertThat(member.get("/users/me/api_keys/busy").text("state")).isEqualTo("active");
            member.patch("/users/me/api_keys/forgotten", Map.of("active", true)).requireStatus(200);
            own.bean(IdleKeySweep.class).sweep();
            assertThat(member.get("/users/me/api_keys/forgotten").text("state")).isEqualTo("active");
        }
    }

    private void policy(Map<String, ?> rules) {
        acme.admin().put(acme.path() + "/token_policy", rules).requireStatus(200);
    }

    private static Answer create(Client caller, Map<String, ?> body) {
        return caller.post("/users/me/api_keys", body);
    }

    private JsonNode impact(String parameters) {
        return acme.auditor()
                .get(acme.path() + "/token_policy/impact" + parameters)
                .requireStatus(200)
                .json();
    }
}
