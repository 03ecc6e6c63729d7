package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A superuser deletes a user: everything that the account could do ends at once, and its past stays readable. */
class UserDeletionTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();

    private final Client admin = LEDGER.admin();
    private final Client user = LEDGER.newUser();
    private final String account = user.id();
    private final String path = "/users/" + account;

    @Test
    void sessions_keys_and_api_tokens_end_at_once_and_the_keys_are_deleted() {
        Answer key = user.createKey("laptop");
        Client byKey = Client.of(LEDGER).bearer(key.text("key"));
        Client byToken = Client.of(LEDGER)
                .bearer(Client.of(LEDGER)
                        .form("/auth/login", Map.of("password", key.text("key")))
                        .text("access_token"));
        byToken.get("/users/me").requireStatus(200);

        assertThat(admin.delete(path + "?reason=left%20the%20company")
                        .requireStatus(200)
                        .body())
                .isEqualTo("null");

        for (Client credential : List.of(user, byKey, byToken)) {
            credential.get("/users/me").requireStatus(401);
        }
        Timelines.await(admin, key.text("id"), "token.deleted");
        assertThat(Timelines.of(admin, key.text("id"))
                        .valueStream()
                        .filter(row -> row.get("action").asString().equals("account.deleted"))
                        .map(row -> row.get("reason").asString()))
                .containsExactly("left the company");
        assertThat(passwords()).isZero();
        assertThat(signIn().status()).isEqualTo(401);
    }

    private Answer signIn() {
        return Client.of(LEDGER)
                .form("/auth/login", Map.of("username", user.username(), "password", LedgerUnderTest.PASSWORD));
    }

    private long passwords() {
        return LEDGER.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM command_side.local_password WHERE account_id = ?::uuid",
                        Long.class,
                        account);
    }

    @Test
    void a_deleted_user_is_found_nowhere_and_its_username_can_be_used_again() {
        admin.delete(path).requireStatus(200);

        admin.get(path).requireStatus(404);
        admin.delete(path).requireStatus(404);
        admin.patch(path, Map.of("active", true)).requireStatus(404);
        assertThat(admin.get("/users?size=1000").requireStatus(200).body()).doesNotContain(account);
        String next = admin.post("/users", Map.of("username", user.username(), "password", LedgerUnderTest.PASSWORD))
                .requireStatus(201)
                .text("id");
        assertThat(next).isNotEqualTo(account);
        assertThat(user.again().id()).isEqualTo(next);
    }

    @Test
    void memberships_and_assignments_end_and_the_past_still_shows_the_keys() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_admin");
        String workspace = acme.workspace(false);
        acme.admin()
                .put("/workspaces/" + workspace + "/assignments/" + account, Map.of("role", "workspace_admin"))
                .requireStatus(200);
        String key = user.createKey("laptop").text("id");
        long then = LEDGER.head();

        admin.delete(path).requireStatus(200);

        assertThat(acme.admin().get(acme.path() + "/members").requireStatus(200).body())
                .doesNotContain(account);
        acme.admin()
                .put(acme.path() + "/members/" + account, Map.of("role", "organization_member"))
                .requireStatus(404);
        await().untilAsserted(() -> assertThat(LEDGER.jdbc().queryForObject("""
                                SELECT (SELECT count(*) FROM command_side.member WHERE account_id = ?::uuid)
                                    + (SELECT count(*) FROM command_side.assignment WHERE account_id = ?::uuid)""", Long.class, account, account))
                .isZero());
        await().untilAsserted(() -> assertThat(actions(acme.admin()))
                .containsSubsequence("account.deleted", "token.deleted", "organization.member_removed"));
        JsonNode past = admin.get("/ledger/tokens?owner=" + account + "&as_of=" + then)
                .requireStatus(200)
                .json();
        assertThat(past.at("/items/0/id").asString()).isEqualTo(key);
        assertThat(past.at("/items/0/state").asString()).isEqualTo("active");
        assertThat(admin.get("/ledger/tokens?organization=" + acme.id() + "&as_of=" + then)
                        .requireStatus(200)
                        .body())
                .contains(key);
    }

    /** Actions about the user that this reader sees, oldest first. */
    private List<String> actions(Client reader) {
        return reader.get("/ledger/audit?changes_only=true&limit=100&owner=" + account)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(row -> row.get("action").asString())
                .toList()
                .reversed();
    }

    @Test
    void a_repeated_deletion_with_the_same_idempotency_key_gets_the_first_answer() {
        Client repeating = admin.with("Idempotency-Key", Unique.text());

        repeating.delete(path).requireStatus(200);

        assertThat(repeating.delete(path).requireStatus(200).body()).isEqualTo("null");
    }

    @Test
    void only_superusers_delete_and_only_other_users() {
        TestOrganization acme = TestOrganization.of(LEDGER);

        user.delete(path).requireStatus(403);
        assertThat(admin.delete("/users/" + admin.id()).requireStatus(422).body())
                .contains("cannot delete itself");
        admin.delete("/users/" + UUID.randomUUID()).requireStatus(404);
        admin.delete("/users/" + acme.serviceAccount()).requireStatus(404);
    }

    @Test
    void the_last_administrator_of_an_organization_is_not_deleted() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String boss = "/users/" + acme.admin().id();

        assertThat(admin.delete(boss).requireStatus(409).body()).contains("last administrator", "org-");

        acme.admin().get(acme.path()).requireStatus(200);
        acme.put(user, "organization_admin");
        admin.delete(boss).requireStatus(200);
        assertThat(user.delete(acme.path() + "/members/" + account)
                        .requireStatus(409)
                        .body())
                .contains("last administrator");
    }

    @Test
    void of_two_administrators_that_are_deleted_or_removed_at_once_one_remains() {
        for (int round = 0; round < 10; round++) {
            TestOrganization acme = TestOrganization.of(LEDGER);
            Client second = LEDGER.newUser();
            acme.put(second, "organization_admin");
            String removal = round % 2 == 0 ? "/users/" : acme.path() + "/members/";
            List<String> ends = List.of("/users/" + acme.admin().id(), removal + second.id());
            AtomicInteger turn = new AtomicInteger();

            List<Answer> answers =
                    Concurrently.run(2, () -> admin.from(Unique.ip()).delete(ends.get(turn.getAndIncrement())));

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void of_two_superusers_that_delete_each_other_one_remains() {
        LedgerUnderTest ledger = LedgerUnderTest.start(Map.of());
        try {
            Client first = ledger.admin();
            Client second = ledger.newUser();
            first.patch("/users/" + second.id(), Map.of("roles", List.of("superuser")))
                    .requireStatus(200);
            List<Client> callers = List.of(first, second);
            List<String> others = List.of("/users/" + second.id(), "/users/" + first.id());
            AtomicInteger turn = new AtomicInteger();

            List<Integer> statuses = Concurrently.run(2, () -> {
                int caller = turn.getAndIncrement();
                return callers.get(caller).delete(others.get(caller)).status();
            });

            assertThat(statuses).contains(200).containsAnyOf(401, 409);
            assertThat(ledger.jdbc()
                            .queryForObject(
                                    "SELECT count(*) FROM command_side.account WHERE 'superuser' = ANY (roles) AND NOT deleted",
                                    Long.class))
                    .isEqualTo(1);
        } finally {
            ledger.close();
        }
    }

    @Test
    void no_key_and_no_session_outlives_a_user_that_is_deleted_meanwhile() {
        for (int round = 0; round < 10; round++) {
            Client leaving = LEDGER.newUser();
            String id = leaving.id();
            String key = leaving.createKey("rotated").text("id");
            AtomicInteger turn = new AtomicInteger();

            List<Answer> answers = Concurrently.run(8, () -> switch (turn.getAndIncrement()) {
                case 0 -> admin.delete("/users/" + id + "?wait=false");
                case 1, 2 -> leaving.post("/users/me/api_keys/" + key + "/rotate?wait=false", Map.of());
                case 3, 4 ->
                    Client.of(LEDGER)
                            .form(
                                    "/auth/login",
                                    Map.of("username", leaving.username(), "password", LedgerUnderTest.PASSWORD));
                default -> leaving.post("/users/me/api_keys?wait=false", Map.of("name", Unique.text()));
            });

            assertThat(answers).allMatch(answer -> answer.status() < 500);
            answers.stream()
                    .filter(answer -> answer.status() < 300)
                    .filter(answer -> answer.body().contains("access_token"))
                    .forEach(session -> Client.of(LEDGER)
                            .bearer(session.text("access_token"))
                            .get("/users/me")
                            .requireStatus(401));
            answers.stream()
                    .filter(answer -> answer.status() < 300)
                    .filter(answer -> answer.body().contains("\"key\""))
                    .forEach(created -> Client.of(LEDGER)
                            .bearer(created.text("key"))
                            .get("/users/me")
                            .requireStatus(401));
            await().untilAsserted(() -> assertThat(LEDGER.jdbc()
                            .queryForObject(
                                    "SELECT count(*) FROM command_side.credential WHERE owner_id = ?::uuid AND NOT deleted",
                                    Long.class,
                                    id))
                    .isZero());
        }
    }
}
