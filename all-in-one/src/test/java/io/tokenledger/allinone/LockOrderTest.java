package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.allinone.harness.AccountLock;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commands take their locks in one order. They never deadlock, and one that waits for a row delays no other tenant. */
class LockOrderTest {
    /** The long form is {@code -Dlocks.times=1000}. */
    private static final int TIMES = Integer.getInteger("locks.times", 4);

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void no_pair_of_commands_on_one_account_organization_and_workspace_deadlocks() {
        Map<String, Callable<Answer>> commands = commands();
        List<String> names = List.copyOf(commands.keySet());
        double before = deadlocks();

        for (int one = 0; one < names.size(); one++) {
            for (int other = one; other < names.size(); other++) {
                List<Callable<Answer>> pair = List.of(commands.get(names.get(one)), commands.get(names.get(other)));
                AtomicInteger turn = new AtomicInteger();
                List<Answer> answers = Concurrently.run(
                        TIMES, () -> pair.get(turn.getAndIncrement() % 2).call());

                assertThat(answers)
                        .as(names.get(one) + " against " + names.get(other))
                        .allMatch(
                                answer -> answer.status() < 500 || answer.status() == 503,
                                "no server error, but a busy machine may end a wait");
            }
        }

        assertThat(deadlocks()).isEqualTo(before);
    }

    private Map<String, Callable<Answer>> commands() {
        TestOrganization organization = TestOrganization.of(ledger);
        Client superuser = ledger.admin();
        Client admin = organization.admin();
        String workspace = "/workspaces/" + organization.workspace(true);
        String account = organization.serviceAccount();
        String accounts = organization.path() + "/service_accounts";
        String accountPath = accounts + "/" + account;
        String keys = accountPath + "/api_keys";
        String key = keys + "/"
                + admin.post(keys, Map.of("name", "raced")).requireStatus(201).text("id");
        Client other = ledger.newUser();
        String user = "/users/" + other.id();
        String member = organization.path() + "/members/" + other.id();
        String assignment = workspace + "/assignments/" + account;

        Map<String, Callable<Answer>> commands = new LinkedHashMap<>();
        commands.put("create key", () -> admin.post(keys + "?wait=false", Map.of("name", Unique.text())));
        commands.put("create and delete key", () -> {
            Answer created = admin.post(keys + "?wait=false", Map.of("name", Unique.text()));
            return created.status() == 201 ? admin.delete(keys + "/" + created.text("id") + "?wait=false") : created;
        });
        commands.put("rotate key", () -> admin.post(key + "/rotate?wait=false", Map.of("retain_period_minutes", 5)));
        commands.put("rename key", () -> admin.patch(key + "?wait=false", Map.of("name", Unique.text())));
        commands.put("deactivate key", () -> admin.patch(key + "?wait=false", Map.of("active", false)));
        commands.put("activate key", () -> admin.patch(key + "?wait=false", Map.of("active", true)));
        commands.put("deactivate account", () -> admin.patch(accountPath + "?wait=false", Map.of("active", false)));
        commands.put("activate account", () -> admin.patch(accountPath + "?wait=false", Map.of("active", true)));
        commands.put("rename account", () -> admin.patch(accountPath + "?wait=false", Map.of("name", Unique.text())));
        commands.put("create account", () -> admin.post(accounts + "?wait=false", Map.of("username", Unique.text())));
        commands.put(
                "change password",
                () -> superuser.patch(user + "?wait=false", Map.of("password", LedgerUnderTest.PASSWORD)));
        commands.put("create and delete administrator", () -> {
            String id = superuser
                    .post("/users?wait=false", Map.of("username", Unique.text(), "password", LedgerUnderTest.PASSWORD))
                    .text("id");
            admin.put(organization.path() + "/members/" + id + "?wait=false", Map.of("role", "organization_admin"));
            return superuser.delete("/users/" + id + "?wait=false");
        });
        commands.put("put member", () -> admin.put(member + "?wait=false", Map.of("role", "organization_member")));
        commands.put("remove member", () -> admin.delete(member + "?wait=false"));
        commands.put("assign", () -> admin.put(assignment + "?wait=false", Map.of("role", "workspace_viewer")));
        commands.put("remove assignment", () -> admin.delete(assignment + "?wait=false"));
        commands.put(
                "create workspace",
                () -> admin.post(
                        "/workspaces?wait=false",
                        Map.of("name", "ws-" + Unique.text(), "organization_id", organization.id())));
        commands.put(
                "describe workspace",
                () -> admin.patch(workspace + "?wait=false", Map.of("description", Unique.text())));
        commands.put(
                "rename organization",
                () -> admin.patch(organization.path() + "?wait=false", Map.of("name", Unique.text())));
        commands.put(
                "change policy",
                () -> admin.put(
                        organization.path() + "/token_policy?wait=false",
                        Map.of("max_idle_days", 30 + Unique.text().hashCode() % 7)));
        commands.put("hold account", () -> holdAndRelease(superuser, "account", account));
        commands.put("hold organization", () -> holdAndRelease(superuser, "organization", organization.id()));
        return commands;
    }

    private static Answer holdAndRelease(Client superuser, String subject, String id) {
        Answer placed = superuser.post(
                "/ledger/legal_holds?wait=false", Map.of("subject", subject, "id", id, "reason", "a dispute"));
        return placed.status() == 201
                ? superuser.delete("/ledger/legal_holds/" + placed.text("id") + "?wait=false")
                : placed;
    }

    private double deadlocks() {
        return ledger.beans(MeterRegistry.class).stream()
                .flatMap(meters -> meters.find("ledger.command.retries").tag("cause", "deadlock").counters().stream())
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void commands_that_wait_for_the_rows_of_one_account_delay_no_other_account() throws Exception {
        Client busy = ledger.newUser();
        Client other = ledger.newUser();
        Future<Answer> change;
        List<Future<Answer>> waiting;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                AccountLock lock = AccountLock.of(ledger, busy.id())) {
            change = threads.submit(
                    () -> ledger.admin().patch("/users/" + busy.id() + "?wait=false", Map.of("name", "Renamed")));
            waiting = IntStream.range(0, 6)
                    .mapToObj(number -> threads.submit(
                            () -> busy.post("/users/me/api_keys?wait=false", Map.of("name", "k" + number))))
                    .toList();
            lock.awaitWaiting(2);

            other.post("/users/me/api_keys?wait=false", Map.of("name", "undisturbed"))
                    .requireStatus(201);

            assertThat(waiting).noneMatch(Future::isDone);
        }
        change.get().requireStatus(200);
        for (Future<Answer> creation : waiting) {
            creation.get().requireStatus(201);
        }
    }

    @Test
    void no_key_outlives_an_account_that_is_deleted_while_keys_are_created() {
        TestOrganization organization = TestOrganization.of(ledger);
        for (int round = 0; round < 20; round++) {
            String account = organization.serviceAccount();
            String path = organization.path() + "/service_accounts/" + account;
            AtomicInteger turn = new AtomicInteger();

            List<Answer> answers = Concurrently.run(
                    6,
                    () -> turn.getAndIncrement() == 3
                            ? organization.admin().delete(path + "?wait=false")
                            : organization.admin().post(path + "/api_keys?wait=false", Map.of("name", Unique.text())));

            assertThat(answers.stream().map(Answer::status).collect(Collectors.toSet()))
                    .isSubsetOf(200, 201, 404);
            await().untilAsserted(() -> assertThat(livingKeys(account)).isZero());
        }
    }

    private long livingKeys(String account) {
        return ledger.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM command_side.credential WHERE owner_id = ? AND NOT deleted",
                        Long.class,
                        UUID.fromString(account));
    }

    @Test
    void a_deactivated_account_gets_no_key() {
        TestOrganization organization = TestOrganization.of(ledger);
        String path = organization.path() + "/service_accounts/" + organization.serviceAccount();
        organization.admin().patch(path, Map.of("active", false)).requireStatus(200);

        Answer refused = organization.admin().post(path + "/api_keys", Map.of("name", "late"));

        assertThat(refused.requireStatus(403).body()).contains("deactivated");
    }
}
