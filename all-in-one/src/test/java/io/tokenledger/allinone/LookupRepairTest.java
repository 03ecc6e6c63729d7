package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * With Axon Server, a process may end after an append and before it commits its tables. Here the commit of the tables
 * fails at its very end, which leaves the same state.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "elsewhere events and tables are written in one transaction")
class LookupRepairTest {
    private LedgerUnderTest ledger;
    private Client user;

    @BeforeAll
    void start() {
        ledger = LedgerUnderTest.start(Map.of());
        ledger.jdbc().execute("CREATE SEQUENCE command_side.drill");
        ledger.jdbc().execute("""
                CREATE FUNCTION command_side.fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF (SELECT is_called FROM command_side.drill) THEN
                        RAISE EXCEPTION 'drill' USING ERRCODE = '53100';
                    END IF;
                    RETURN NULL;
                END $$""");
        for (String table : List.of("account", "credential", "organization", "revoked_api_token")) {
            ledger.jdbc().execute("""
                    CREATE CONSTRAINT TRIGGER fail_commit AFTER INSERT OR UPDATE ON command_side.%s
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION command_side.fail_commit()""".formatted(table));
        }
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @BeforeEach
    void newUser() {
        user = ledger.newUser();
    }

    @Test
    void a_key_whose_process_ended_after_its_event_is_there_once_with_its_reminder_and_its_idempotency_key() {
        String name = "lost-" + Unique.text();
        Client asking = user.with("Idempotency-Key", name);
        Map<String, Object> body = Map.of("name", name, "expires_in_minutes", 2);
        commitsFailWhile(() -> asking.post("/users/me/api_keys", body).requireStatus(503));

        Answer again = asking.post("/users/me/api_keys", body).requireStatus(409);

        String id = created(name).getFirst();
        assertThat(again.body()).contains(id);
        assertThat(created(name)).hasSize(1);
        await().untilAsserted(() ->
                assertThat(user.get("/users/me/api_keys/" + name).text("id")).isEqualTo(id));
        user.post("/users/me/api_keys/" + name + "/rotate", Map.of()).requireStatus(200);
        ledger.clock().travel(Duration.ofMinutes(3));
        await().until(() -> ledger.events().stream()
                .anyMatch(event -> event.type().equals("token.expired")
                        && event.aggregateId().equals(id)));
    }

    @Test
    void two_keys_that_came_to_the_same_name_in_this_way_are_both_there_and_can_be_ended() {
        String name = "twin-" + Unique.text();
        commitsFailWhile(() -> {
            user.post("/users/me/api_keys", Map.of("name", name)).requireStatus(503);
            user.post("/users/me/api_keys", Map.of("name", name)).requireStatus(503);
        });

        List<String> twins = created(name);
        assertThat(twins).hasSize(2);
        for (String id : twins) {
            await().untilAsserted(() -> user.delete("/users/me/api_keys/" + id).requireStatus(200));
        }
        user.post("/users/me/api_keys", Map.of("name", name)).requireStatus(201);
    }

    @Test
    void a_deactivation_whose_process_ended_counts_from_the_next_acknowledged_change_on() {
        String name = "ended-" + Unique.text();
        Client holder = Client.of(ledger).bearer(user.newKey(name)).from(Unique.ip());
        holder.get("/oauth2/verify").requireStatus(200);
        commitsFailWhile(() -> user.patch("/users/me/api_keys/" + name, Map.of("active", false))
                .requireStatus(503));

        user.patch("/users/me/api_keys/" + name, Map.of("description", "changed after it"))
                .requireStatus(200);

        holder.get("/oauth2/verify").requireStatus(401);
    }

    @Test
    void who_repeats_such_a_deactivation_is_told_that_it_is_done_once_it_is() {
        String name = "repeated-" + Unique.text();
        Client holder = Client.of(ledger).bearer(user.newKey(name)).from(Unique.ip());
        holder.get("/oauth2/verify").requireStatus(200);
        commitsFailWhile(() -> user.patch("/users/me/api_keys/" + name, Map.of("active", false))
                .requireStatus(503));

        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).requireStatus(200);

        holder.get("/oauth2/verify").requireStatus(401);
    }

    @Test
    void sessions_end_with_a_password_that_was_changed_in_this_way() {
        String id = user.get("/users/me").text("id");
        commitsFailWhile(() -> ledger.admin()
                .patch("/users/" + id, Map.of("password", "another password of theirs"))
                .requireStatus(503));
        ledger.admin().patch("/users/" + id, Map.of("name", "Somebody else")).requireStatus(200);

        user.get("/users/me").requireStatus(401);
    }

    @Test
    void a_user_that_was_deleted_in_this_way_has_no_password_left() {
        String id = user.id();
        commitsFailWhile(() -> ledger.admin().delete("/users/" + id).requireStatus(503));

        await().untilAsserted(() -> user.get("/users/me").requireStatus(401));

        assertThat(ledger.jdbc()
                        .queryForObject(
                                "SELECT count(*) FROM command_side.local_password WHERE account_id = ?::uuid",
                                Long.class,
                                id))
                .isZero();
    }

    @Test
    void an_api_token_that_was_revoked_in_this_way_is_refused_once_that_is_told_and_stays_revoked() {
        String key = user.newKey("revoked-" + Unique.text());
        Client login = Client.of(ledger);
        String token = login.form("/auth/login", Map.of("password", key)).text("access_token");
        Client holder = Client.of(ledger).bearer(token).from(Unique.ip());
        holder.get("/oauth2/verify").requireStatus(200);
        commitsFailWhile(
                () -> login.form("/oauth2/revoke", Map.of("token", token)).requireStatus(503));

        login.form("/oauth2/revoke", Map.of("token", token)).requireStatus(200);

        holder.get("/oauth2/verify").requireStatus(401);
        assertThat(ledger.events().stream()
                        .filter(event -> event.type().equals("account.api_token_revoked"))
                        .filter(event -> event.text("accountId").equals(user.id())))
                .hasSize(1);
        assertThat(ledger.jdbc()
                        .queryForObject(
                                "SELECT count(*) FROM command_side.revoked_api_token WHERE account_id = ?::uuid",
                                Long.class,
                                user.id()))
                .isEqualTo(1);
    }

    @Test
    void who_was_removed_from_an_organization_in_this_way_is_out() {
        String organization = ledger.admin()
                .post("/organizations", Map.of("name", "Org " + Unique.text()))
                .requireStatus(201)
                .text("id");
        String userId = user.get("/users/me").text("id");
        ledger.admin()
                .put("/organizations/" + organization + "/members/" + userId, Map.of("role", "organization_admin"))
                .requireStatus(200);
        user.get("/organizations/" + organization).requireStatus(200);
        commitsFailWhile(() -> ledger.admin()
                .delete("/organizations/" + organization + "/members/" + userId)
                .requireStatus(503));

        await().until(() -> user.get("/organizations/" + organization).status() == 404);
    }

    private void commitsFailWhile(Runnable writes) {
        ledger.jdbc().queryForObject("SELECT nextval('command_side.drill')", Long.class);
        try {
            writes.run();
        } finally {
            ledger.jdbc().queryForObject("SELECT setval('command_side.drill', 1, false)", Long.class);
        }
    }

    private List<String> created(String name) {
        return ledger.events().stream()
                .filter(event -> event.type().equals("token.created"))
                .filter(event -> event.text("name").equals(name))
                .map(event -> event.aggregateId())
                .toList();
    }
}
