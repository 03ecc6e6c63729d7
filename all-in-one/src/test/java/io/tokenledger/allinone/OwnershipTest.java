package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A caller cannot distinguish another account's resources from resources that do not exist. */
class OwnershipTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void another_accounts_key_answers_as_one_that_does_not_exist() {
        Client owner = ledger.newUser();
        Client stranger = ledger.newUser();
        String theirs = owner.createKey("private").text("id");
        String missing = "00000000-0000-4000-8000-000000000000";

        for (String path : List.of("/users/me/api_keys/%s", "/ledger/tokens/%s", "/ledger/tokens/%s/timeline")) {
            same(stranger.get(path.formatted(theirs)), stranger.get(path.formatted(missing)));
        }
        same(
                stranger.patch("/users/me/api_keys/" + theirs, Map.of("active", false)),
                stranger.patch("/users/me/api_keys/" + missing, Map.of("active", false)));
        same(
                stranger.post("/users/me/api_keys/" + theirs + "/rotate", Map.of()),
                stranger.post("/users/me/api_keys/" + missing + "/rotate", Map.of()));
        same(stranger.delete("/users/me/api_keys/" + theirs), stranger.delete("/users/me/api_keys/" + missing));
        same(stranger.get("/users/" + owner.get("/users/me").text("id")), stranger.get("/users/" + missing));
        assertThat(stranger.get("/ledger/tokens").json().get("items")).isEmpty();
        assertThat(owner.get("/users/me/api_keys/private").text("state")).isEqualTo("active");
    }

    @Test
    void an_auditor_sees_all_and_changes_nothing() {
        String key = ledger.newUser().createKey("audited").text("id");
        Client auditor = withRole("auditor");

        auditor.get("/ledger/tokens/" + key).requireStatus(200);
        assertThat(Timelines.of(auditor, key)).hasSize(1);
        auditor.get("/users").requireStatus(200);
        auditor.post("/users", Map.of("username", Unique.text())).requireStatus(403);
        auditor.delete("/users/me/api_keys/" + key).requireStatus(404);
    }

    @Test
    void an_introspector_introspects_and_sees_nothing_else() {
        String key = ledger.newUser().newKey("asked-about");
        Client introspector = withRole("introspector");

        assertThat(introspector
                        .form("/oauth2/introspect", Map.of("token", key))
                        .requireStatus(200)
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
        introspector.get("/users").requireStatus(403);
        assertThat(introspector.get("/ledger/tokens").json().get("items")).isEmpty();
    }

    @Test
    void only_administrators_make_and_change_accounts_and_the_last_one_stays() {
        Client user = ledger.newUser();
        String own = user.get("/users/me").text("id");

        user.post("/users", Map.of("username", Unique.text())).requireStatus(403);
        user.patch("/users/" + own, Map.of("roles", List.of("superuser"))).requireStatus(403);
        Client admin = ledger.admin();
        String adminId = admin.get("/users/me").text("id");
        admin.patch("/users/" + adminId, Map.of("active", false)).requireStatus(409);
        admin.patch("/users/" + adminId, Map.of("roles", List.of())).requireStatus(409);
        admin.patch("/users/" + own, Map.of("roles", List.of("emperor"))).requireStatus(422);
        admin.post("/users", Map.of("username", "ADMIN")).requireStatus(409);
        admin.post("/users", Map.of("username", "with space")).requireStatus(422);
        admin.post("/users", Map.of("username", Unique.text(), "password", "short"))
                .requireStatus(422);
        admin.get("/users/me").requireStatus(200);
    }

    @Test
    void a_key_owner_sees_the_actor_of_a_deactivation_and_not_its_address() {
        Client owner = ledger.newUser();
        String key = owner.createKey("ended").text("id");
        Client superuser = Client.of(ledger)
                .signIn("admin", LedgerUnderTest.PASSWORD)
                .from("203.0.113.77")
                .with("User-Agent", "private-browser/7");
        superuser
                .post("/ledger/tokens/deactivations", Map.of("filter", Map.of("owner", owner.id()), "reason", "leaked"))
                .requireStatus(200);

        JsonNode timeline = Timelines.of(owner, key);
        JsonNode seen = timeline.get(timeline.size() - 1);
        assertThat(seen.get("action").asString()).isEqualTo("token.deactivated");
        assertThat(seen.at("/actor/username").asString()).isEqualTo("admin");
        assertThat(seen.get("reason").asString()).isEqualTo("leaked");
        assertThat(seen.get("ip").isNull()).isTrue();
        assertThat(seen.get("user_agent").isNull()).isTrue();
        assertThat(seen.at("/actor/session_id").isNull()).isTrue();
        assertThat(timeline.get(0).get("ip").asString())
                .isEqualTo(owner.headers().get("X-Forwarded-For"));
        for (String format : List.of("ndjson", "csv", "cef", "ocsf")) {
            assertThat(owner.get("/ledger/audit/export?format=" + format)
                            .requireStatus(200)
                            .body())
                    .contains(key)
                    .doesNotContain("203.0.113.77", "private-browser");
        }
        String summary = owner.get("/ledger/audit/summary").requireStatus(200).body();
        assertThat(summary).contains("token.deactivated").doesNotContain("203.0.113.77");
        for (String filter : List.of("ip=203.0.113.0/24", "user_agent=private-browser", "q=private-browser")) {
            assertThat(items(owner, "/ledger/audit?token=" + key + "&" + filter))
                    .as(filter)
                    .isEmpty();
        }
        assertThat(items(owner, "/ledger/audit?token=" + key + "&q=leaked")).hasSize(1);

        JsonNode all = Timelines.of(superuser, key);
        assertThat(all.get(all.size() - 1).get("ip").asString()).isEqualTo("203.0.113.77");
        assertThat(items(superuser, "/ledger/audit?token=" + key + "&q=private-browser"))
                .hasSize(1);
    }

    @Test
    void an_organizations_admin_sees_where_members_act_from_and_not_where_a_superuser_does() {
        TestOrganization acme = TestOrganization.of(ledger);
        String account = acme.serviceAccount();
        String path = acme.path() + "/service_accounts/" + account;
        Client member = acme.admin().from("203.0.113.78");
        String key = member.post(path + "/api_keys", Map.of("name", "k"))
                .requireStatus(201)
                .text("id");
        ledger.admin()
                .from("203.0.113.79")
                .patch(path + "/api_keys/" + key, Map.of("active", false))
                .requireStatus(200);

        JsonNode seen = Timelines.of(acme.admin(), key);
        assertThat(seen.get(0).get("ip").asString()).isEqualTo("203.0.113.78");
        assertThat(seen.get(1).get("action").asString()).isEqualTo("token.deactivated");
        assertThat(seen.get(1).get("ip").isNull()).isTrue();
        assertThat(items(acme.admin(), "/ledger/audit?token=" + key + "&ip=203.0.113.78"))
                .hasSize(1);
        assertThat(items(acme.admin(), "/ledger/audit?token=" + key + "&ip=203.0.113.79"))
                .isEmpty();
        assertThat(items(acme.admin(), "/ledger/tokens?owner=" + account + "&created_from=203.0.113.78"))
                .hasSize(1);
        ledger.admin()
                .from("203.0.113.79")
                .post(path + "/api_keys", Map.of("name", "by-superuser"))
                .requireStatus(201);
        await().untilAsserted(() -> assertThat(
                        items(ledger.admin(), "/ledger/tokens?owner=" + account + "&created_from=203.0.113.79"))
                .hasSize(1));
        assertThat(items(acme.admin(), "/ledger/tokens?owner=" + account + "&created_from=203.0.113.79"))
                .isEmpty();
    }

    private static JsonNode items(Client reader, String path) {
        return reader.get(path).requireStatus(200).json().get("items");
    }

    private Client withRole(String role) {
        String username = Unique.text();
        ledger.admin()
                .post(
                        "/users",
                        Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", List.of(role)))
                .requireStatus(201);
        return Client.of(ledger).signIn(username, LedgerUnderTest.PASSWORD);
    }

    private static void same(Answer theirs, Answer missing) {
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(missing.body());
    }
}
