package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** All features on ZenML's page about personal access tokens, for one account. */
class TokenLifecycleTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void a_new_key_shows_its_value_once_and_works_at_once() {
        Answer created = user.post("/users/me/api_keys", Map.of("name", "work-laptop", "description", "mine"))
                .requireStatus(201);

        assertThat(created.text("key")).matches("ZENPROKEY_[0-9A-Za-z]{71}");
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.header("X-Ledger-Listed")).isEqualTo("true");
        assertThat(created.json().has("last_used_at")).isTrue();
        assertThat(created.json().get("last_used_at").isNull()).isTrue();

        Answer listed = user.get("/users/me/api_keys").requireStatus(200);
        assertThat(listed.text("items.0.name")).isEqualTo("work-laptop");
        assertThat(listed.json().at("/items/0").has("key")).isFalse();
        assertThat(user.bearer(created.text("key"))
                        .get("/users/me")
                        .requireStatus(200)
                        .text("username"))
                .isEqualTo(user.get("/users/me").text("username"));
    }

    @Test
    void a_key_is_exchanged_for_an_api_token_of_one_hour() {
        String key = user.newKey("exchange");

        Answer login =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).requireStatus(200);

        assertThat(login.json().get("expires_in").asInt()).isEqualTo(3600);
        assertThat(login.text("token_type")).isEqualTo("bearer");
        assertThat(login.json().has("device_id")).isTrue();
        assertThat(login.header("Cache-Control")).isEqualTo("no-store");
        Client exchanged = Client.of(ledger).bearer(login.text("access_token"));
        exchanged.get("/users/me").requireStatus(200);
        assertThat(exchanged.get("/oauth2/verify").requireStatus(200).header("X-Auth-Via"))
                .isEqualTo("api_token");
    }

    @Test
    void the_real_clients_way_of_sending_the_key_twice_works_and_two_different_keys_do_not() {
        String key = user.newKey("twice");
        String other = user.newKey("other");

        Client.of(ledger)
                .bearer(key)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200);
        Client.of(ledger)
                .bearer(key)
                .form("/auth/login", Map.of("password", other))
                .requireStatus(400);
        Client.of(ledger).bearer(key).form("/auth/login", Map.of()).requireStatus(200);
    }

    @Test
    void rotation_with_retention_keeps_both_values_alive_and_a_second_one_drops_the_older() {
        String first = user.newKey("rotating");

        Answer rotated = user.post("/users/me/api_keys/rotating/rotate", Map.of("retain_period_minutes", 60))
                .requireStatus(200);
        String second = rotated.text("key");
        assertThat(rotated.json().get("generation").asInt()).isEqualTo(2);
        assertThat(rotated.json().get("previous_key_valid_until").isNull()).isFalse();
        works(first);
        works(second);

        String third = user.post("/users/me/api_keys/rotating/rotate", Map.of("retain_period_minutes", 60))
                .text("key");
        refused(first);
        works(second);
        works(third);
    }

    @Test
    void rotation_without_retention_ends_the_old_value_and_its_api_tokens_at_once() {
        String first = user.newKey("rotated-at-once");
        String jwt = exchange(first);

        String second = user.json("PUT", "/users/me/api_keys/rotated-at-once/rotate", "{}")
                .requireStatus(200)
                .text("key");

        refused(first);
        refused(jwt);
        works(second);
    }

    @Test
    void an_api_token_of_the_generation_before_lives_as_long_as_the_retention() {
        String first = user.newKey("generations");
        String jwt = exchange(first);

        user.post("/users/me/api_keys/generations/rotate", Map.of("retain_period_minutes", 5))
                .requireStatus(200);
        works(jwt);
        user.post("/users/me/api_keys/generations/rotate", Map.of("retain_period_minutes", 5))
                .requireStatus(200);
        refused(jwt);
    }

    @Test
    void a_deactivated_key_is_refused_with_all_its_api_tokens_until_it_is_activated() {
        String key = user.newKey("switch");
        String jwt = exchange(key);

        Answer off =
                user.patch("/users/me/api_keys/switch", Map.of("active", false)).requireStatus(200);
        assertThat(off.text("state")).isEqualTo("inactive");
        refused(key);
        refused(jwt);

        user.patch("/users/me/api_keys/switch", Map.of("active", true)).requireStatus(200);
        works(key);
        works(jwt);
    }

    @Test
    void a_deleted_key_is_gone_its_name_is_free_and_its_history_stays() {
        Answer created = user.createKey("to-delete");
        String id = created.text("id");

        Answer deleted = user.delete("/users/me/api_keys/to-delete").requireStatus(200);

        assertThat(deleted.body()).isEqualTo("null");
        assertThat(deleted.header("Content-Type")).startsWith("application/json");
        refused(created.text("key"));
        user.get("/users/me/api_keys/" + id).requireStatus(404);
        user.delete("/users/me/api_keys/" + id).requireStatus(404);
        assertThat(user.get("/ledger/tokens/" + id).requireStatus(200).text("state"))
                .isEqualTo("deleted");
        user.createKey("to-delete");
    }

    @Test
    void saying_again_what_is_already_true_succeeds_and_adds_no_event() {
        String id = user.createKey("same").text("id");

        user.patch("/users/me/api_keys/same", Map.of("active", false)).requireStatus(200);
        String tag = user.patch("/users/me/api_keys/same", Map.of("active", false, "name", "same"))
                .requireStatus(200)
                .header("ETag");

        assertThat(tag).startsWith("\"1-1-inactive");
        assertThat(actions(id)).containsExactly("token.created", "token.deactivated");
    }

    /** Otherwise a client with a cached answer would not see that the key was used. */
    @Test
    void a_conditional_read_shows_a_new_use_and_a_write_may_follow_it() {
        Answer created = user.createKey("conditional");
        String path = "/users/me/api_keys/conditional";
        String before = user.get(path).requireStatus(200).header("ETag");
        user.with("If-None-Match", before).get(path).requireStatus(304);

        Client.of(ledger).bearer(created.text("key")).get("/users/me").requireStatus(200);

        await().until(() -> !user.get(path).json().get("last_used_at").isNull());
        Answer after = user.with("If-None-Match", before).get(path).requireStatus(200);
        assertThat(after.header("ETag")).isNotEqualTo(before);
        user.with("If-Match", before).patch(path, Map.of("description", "used")).requireStatus(200);
    }

    @Test
    void a_key_is_renamed_and_described_and_found_by_its_new_name_in_any_case() {
        user.createKey("before");

        Answer renamed = user.json("PUT", "/users/me/api_keys/before", "{\"name\":\"After\",\"description\":\"x\"}")
                .requireStatus(200);

        assertThat(renamed.text("name")).isEqualTo("After");
        user.get("/users/me/api_keys/before").requireStatus(404);
        assertThat(user.get("/users/me/api_keys/AFTER").requireStatus(200).text("description"))
                .isEqualTo("x");
    }

    @Test
    void the_timeline_tells_the_whole_life_with_who_and_from_where() {
        Client caller = user.from("192.0.2.7").with("User-Agent", "curl/8").with("X-Request-Id", "req-1");
        Answer created = caller.createKey("timeline");
        String id = created.text("id");
        Client holder = Client.of(ledger).from("198.51.100.9").with("User-Agent", "ci/1");
        String jti = holder.form("/auth/login", Map.of("password", created.text("key")))
                .requireStatus(200)
                .body();
        caller.patch("/users/me/api_keys/timeline", Map.of("active", false)).requireStatus(200);
        holder.bearer(created.text("key")).get("/users/me").requireStatus(401);

        JsonNode rows = timeline(id);

        assertThat(actions(id))
                .containsExactly("token.created", "token.used", "token.deactivated", "token.use_refused");
        assertThat(rows.at("/0/ip").asString()).isEqualTo("192.0.2.7");
        assertThat(rows.at("/0/correlation_id").asString()).isEqualTo("req-1");
        assertThat(rows.at("/0/actor/username").asString())
                .isEqualTo(user.get("/users/me").text("username"));
        assertThat(rows.at("/1/data/channel").asString()).isEqualTo("exchange");
        assertThat(rows.at("/1/data/jti").asString()).isNotEmpty();
        assertThat(rows.at("/1/user_agent").asString()).isEqualTo("ci/1");
        assertThat(rows.at("/3/outcome").asString()).isEqualTo("refused");
        assertThat(rows.at("/3/reason").asString()).isEqualTo("deactivated");
        assertThat(rows.at("/3/ip").asString()).isEqualTo("198.51.100.9");
        assertThat(jti).contains("access_token");
    }

    @Test
    void the_holder_of_a_value_may_revoke_it_and_the_answer_never_tells_whether_there_was_one() {
        Answer created = user.createKey("leaked");

        Client finder = Client.of(ledger);
        Answer revoked = finder.form("/oauth2/revoke", Map.of("token", created.text("key")))
                .requireStatus(200);
        Answer unknown =
                finder.form("/oauth2/revoke", Map.of("token", "nonsense")).requireStatus(200);

        assertThat(revoked.body()).isEqualTo(unknown.body());
        assertThat(ledger.events().stream()
                        .filter(event -> event.type().equals("token.use_refused"))
                        .filter(event -> event.text("channel").equals("revocation"))
                        .filter(event ->
                                event.text("ip").equals(finder.headers().get("X-Forwarded-For"))))
                .hasSize(1);
        refused(created.text("key"));
        assertThat(timeline(created.text("id")).at("/1/reason").asString()).isEqualTo("revoked by holder");
    }

    @Test
    void introspection_tells_administrators_everything_and_strangers_nothing() {
        String key = user.newKey("introspected");
        Map<String, String> form = Map.of("token", key);

        Answer byAdmin = ledger.admin().form("/oauth2/introspect", form).requireStatus(200);
        assertThat(byAdmin.json().get("active").asBoolean()).isTrue();
        assertThat(byAdmin.text("token_type")).isEqualTo("api_key");
        assertThat(byAdmin.json().get("key_gen").asInt()).isEqualTo(1);
        assertThat(byAdmin.text("account_kind")).isEqualTo("user");
        Client.of(ledger).bearer(key).form("/oauth2/introspect", form).requireStatus(200);
        assertThat(ledger.newUser()
                        .form("/oauth2/introspect", form)
                        .requireStatus(401)
                        .text("error"))
                .isEqualTo("invalid_client");
        Answer inactive = ledger.admin()
                .form("/oauth2/introspect", Map.of("token", "nonsense"))
                .requireStatus(200);
        assertThat(inactive.body()).isEqualTo("{\"active\":false}");
    }

    private String exchange(String key) {
        return Client.of(ledger)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private void works(String credential) {
        Client.of(ledger).bearer(credential).get("/users/me").requireStatus(200);
        Client.of(ledger).bearer(credential).get("/oauth2/verify").requireStatus(200);
    }

    private void refused(String credential) {
        Client.of(ledger).bearer(credential).get("/users/me").requireStatus(401);
        Client.of(ledger).bearer(credential).get("/oauth2/verify").requireStatus(401);
    }

    private JsonNode timeline(String id) {
        return Timelines.of(user, id);
    }

    private List<String> actions(String id) {
        return timeline(id)
                .valueStream()
                .map(row -> row.get("action").asString())
                .toList();
    }
}
