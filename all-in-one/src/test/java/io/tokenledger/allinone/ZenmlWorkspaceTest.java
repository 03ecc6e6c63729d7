package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API of a workspace that the ledger serves, and the access to it. */
class ZenmlWorkspaceTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final TestOrganization acme = TestOrganization.of(ledger);
    private final String workspace = acme.workspace(true);
    private final String plane = "/w/" + workspace + "/api/v1";

    @Test
    void a_workspace_describes_itself_to_every_caller() {
        JsonNode info =
                Client.of(ledger).get(plane + "/info").requireStatus(200).json();

        assertThat(info.get("deployment_type").asString()).isEqualTo("cloud");
        assertThat(info.get("pro_workspace_id").asString()).isEqualTo(acme.workspaceId(workspace));
        assertThat(info.get("pro_organization_id").asString()).isEqualTo(acme.id());
        assertThat(info.get("pro_api_url").asString())
                .isEqualTo(info.get("server_url").asString().split("/w/")[0]);
        Client.of(ledger).get("/w/no-such-workspace/api/v1/info").requireStatus(404);
        assertThat(Client.of(ledger)
                        .get(plane + "/current-user")
                        .requireStatus(401)
                        .body())
                .contains("CredentialsNotValid");
    }

    @Test
    void a_key_is_exchanged_in_each_of_the_documented_ways() {
        String key = acme.member().newKey("laptop");
        String ofPro =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");
        List<Answer> logins = List.of(
                Client.of(ledger).form(plane + "/login", Map.of("password", key)),
                Client.of(ledger).form(plane + "/login", Map.of("password", key, "grant_type", "zenml-api-key")),
                Client.of(ledger).bearer(ofPro).form(plane + "/login", Map.of("grant_type", "zenml-external")));

        for (Answer login : logins) {
            login.requireStatus(200);
            assertThat(login.json().get("expires_in").asInt()).isEqualTo(3600);
            JsonNode user = Client.of(ledger)
                    .bearer(login.text("access_token"))
                    .get(plane + "/current-user")
                    .requireStatus(200)
                    .json();
            assertThat(user.get("name").asString()).isEqualTo(acme.member().username());
            assertThat(user.at("/metadata/external_user_id").asString())
                    .isEqualTo(acme.member().id());
            Client.of(ledger)
                    .bearer(login.text("access_token"))
                    .get("/users/me")
                    .requireStatus(401);
        }
        Client.of(ledger).bearer(key).get(plane + "/current-user").requireStatus(200);
        Client.of(ledger).bearer(ofPro).get(plane + "/current-user").requireStatus(401);
        Client.of(ledger)
                .form(plane + "/login", Map.of("grant_type", "device_code"))
                .requireStatus(400);
        Client.of(ledger)
                .form(plane + "/login", Map.of("grant_type", "zenml-api-key"))
                .requireStatus(400);
    }

    @Test
    void introspection_knows_tokens_of_workspaces_for_as_long_as_their_account_may_enter() {
        String closed = acme.workspace(false);
        String assignment =
                "/workspaces/" + closed + "/assignments/" + acme.member().id();
        acme.admin().put(assignment, Map.of("role", "workspace_viewer")).requireStatus(200);
        String login = "/w/" + closed + "/api/v1/login";
        String ofSession = acme.member()
                .form(login, Map.of("grant_type", "zenml-external"))
                .requireStatus(200)
                .text("access_token");
        String maxPerKey = Client.of(ledger)
                .form(login, Map.of("password", acme.member().newKey("introspected")))
                .text("access_token");

        assertThat(isActive(ofSession)).isTrue();
        assertThat(isActive(maxPerKey)).isTrue();
        acme.admin().delete(assignment).requireStatus(200);
        assertThat(isActive(ofSession)).isFalse();
        assertThat(isActive(maxPerKey)).isFalse();
    }

    private boolean isActive(String token) {
        return ledger.admin()
                .form("/oauth2/introspect", Map.of("token", token))
                .requireStatus(200)
                .json()
                .get("active")
                .asBoolean();
    }

    @Test
    void a_workspace_token_outlives_its_key_for_an_hour_and_no_longer() {
        try (LedgerUnderTest own = LedgerUnderTest.start(LedgerUnderTest.ONE_OF_EACH_SIDE)) {
            TestOrganization there = TestOrganization.of(own);
            String path = "/w/" + there.workspace(true) + "/api/v1";
            String key = there.member().newKey("laptop");
            Client holder = Client.of(own)
                    .bearer(Client.of(own)
                            .form(path + "/login", Map.of("password", key))
                            .text("access_token"));

            there.member()
                    .patch("/users/me/api_keys/laptop", Map.of("active", false))
                    .requireStatus(200);

            Client.of(own).bearer(key).get(path + "/current-user").requireStatus(401);
            Client.of(own).form(path + "/login", Map.of("password", key)).requireStatus(401);
            own.clock().travel(java.time.Duration.ofMinutes(59));
            holder.get(path + "/current-user").requireStatus(200);
            own.clock().travel(java.time.Duration.ofMinutes(2));
            holder.get(path + "/current-user").requireStatus(401);
        }
    }

    @Test
    void who_may_not_enter_is_turned_away_and_that_is_on_record() {
        String closed = acme.workspace(false);
        String key = acme.member().newKey("curious");
        String id = acme.member().get("/users/me/api_keys/curious").text("id");
        String outsider = ledger.newUser().newKey("outsider");

        for (String stranger : List.of(key, outsider)) {
            Client.of(ledger)
                    .form("/w/" + closed + "/api/v1/login", Map.of("password", stranger))
                    .requireStatus(403);
            Client.of(ledger)
                    .bearer(stranger)
                    .get("/w/" + closed + "/api/v1/current-user")
                    .requireStatus(403);
            Client.of(ledger)
                    .bearer(stranger)
                    .get(authorize(acme.workspaceId(closed)))
                    .requireStatus(403);
        }
        Client.of(ledger)
                .bearer(outsider)
                .get(authorize(acme.workspaceId(workspace)))
                .requireStatus(403);
        assertThat(Timelines.of(acme.member(), id)
                        .valueStream()
                        .map(row -> row.get("reason").asString("")))
                .contains("no_access");

        acme.admin()
                .put("/workspaces/" + closed + "/assignments/" + acme.member().id(), Map.of("role", "workspace_viewer"))
                .requireStatus(200);
        Client.of(ledger)
                .form("/w/" + closed + "/api/v1/login", Map.of("password", key))
                .requireStatus(200);
    }

    @Test
    void an_unknown_workspace_is_answered_and_recorded_like_a_foreign_one() {
        Client outsider = ledger.newUser();
        String foreign = acme.workspaceId(workspace);
        String unknown = UUID.randomUUID().toString();
        Answer toForeign = outsider.createKey("to-foreign");
        Answer toUnknown = outsider.createKey("to-unknown");

        Answer refused = Client.of(ledger).bearer(toForeign.text("key")).get(authorize(foreign));
        Answer same = Client.of(ledger).bearer(toUnknown.text("key")).get(authorize(unknown));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(same.status()).isEqualTo(403);
        assertThat(same.body()).isEqualTo(refused.body());
        assertThat(recorded(outsider, toUnknown.text("id"))).isEqualTo(recorded(outsider, toForeign.text("id")));
        Client.of(ledger)
                .bearer(acme.member().newKey("of-a-member"))
                .get(authorize(unknown))
                .requireStatus(403);
    }

    private static List<String> recorded(Client reader, String keyId) {
        return Timelines.of(reader, keyId)
                .valueStream()
                .map(row ->
                        row.get("action").asString() + " " + row.get("reason").asString(""))
                .toList();
    }

    @Test
    void a_real_server_asks_who_somebody_is() {
        String key = acme.member().newKey("for-server");
        String server = acme.workspaceId(workspace);

        JsonNode user = Client.of(ledger)
                .bearer(key)
                .get(authorize(server))
                .requireStatus(200)
                .json();
        assertThat(user.get("id").asString()).isEqualTo(acme.member().id());
        assertThat(user.get("email").asString()).isEqualTo(acme.member().username());
        assertThat(user.get("is_service_account").asBoolean()).isFalse();
        Client.of(ledger).bearer(key).get(authorize("nonsense")).requireStatus(404);
        Client.of(ledger).get(authorize(server)).requireStatus(401);
    }

    @Test
    void a_service_account_enters_what_it_is_assigned_to() {
        String account = acme.serviceAccount();
        Client automation = acme.keyOf(account);
        automation.get(plane + "/current-user").requireStatus(403);

        acme.admin()
                .put("/workspaces/" + workspace + "/assignments/" + account, Map.of("role", "workspace_editor"))
                .requireStatus(200);

        JsonNode user =
                automation.get(plane + "/current-user").requireStatus(200).json();
        assertThat(user.at("/body/is_service_account").asBoolean()).isTrue();
    }

    @Test
    void workspaces_are_found_by_name_and_url_and_bad_ones_are_refused() {
        String url = "https://" + Unique.text() + ".example.org";
        String name = "own-" + Unique.text();
        acme.admin()
                .post("/workspaces", Map.of("name", name, "organization_id", acme.id(), "url", url + "/"))
                .requireStatus(201);

        JsonNode found = acme.member()
                .get("/workspaces?offset=0&limit=20&member_only=True&workspace_name=" + name)
                .requireStatus(200)
                .json();
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/zenml_service/status/server_url").asString()).isEqualTo(url);
        assertThat(found.at("/0/status").asString()).isEqualTo("available");
        assertThat(acme.member()
                        .get("/workspaces?url=" + url + "&member_only=True")
                        .json())
                .hasSize(1);
        Client.of(ledger).get("/w/" + name + "/api/v1/info").requireStatus(404);

        acme.admin()
                .post("/workspaces", Map.of("name", name.toUpperCase(), "organization_id", acme.id()))
                .requireStatus(409);
        for (Map<String, String> bad : List.of(
                Map.of("name", "with space"),
                Map.of("name", "a/b"),
                Map.of("name", ""),
                Map.of("name", "x", "url", "javascript:alert(1)"),
                Map.of("name", "x", "url", "https://user:secret@example.org"),
                Map.of("name", "x", "url", "not a url"))) {
            Map<String, String> body = new java.util.HashMap<>(bad);
            body.put("organization_id", acme.id());
            acme.admin().post("/workspaces", body).requireStatus(422);
        }
        acme.member()
                .post("/workspaces", Map.of("name", "x", "organization_id", acme.id()))
                .requireStatus(403);
        ledger.newUser()
                .post("/workspaces", Map.of("name", "x", "organization_id", acme.id()))
                .requireStatus(404);
    }

    private static String authorize(String server) {
        return "/users/authorize_server?server_id=" + server;
    }
}
