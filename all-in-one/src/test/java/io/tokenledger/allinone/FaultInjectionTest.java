package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.AxonServer;
import io.tokenledger.allinone.harness.BackgroundTraffic;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.ProcessGroup;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.SideProcess;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Faults of two command sides, two query sides and their stores while callers are busy. The long form is
 * {@code -Dmisfortune.commands=1000 -Dmisfortune.uses=10000 -Dmisfortune.seconds=60}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
@Tag("slow")
class FaultInjectionTest {
    private static final int COMMANDS = Integer.getInteger("misfortune.commands", 40);
    private static final int USES = Integer.getInteger("misfortune.uses", 400);
    /** Rounds of a test that repeats its steps in sequence. */
    private static final int ROUNDS = 10;

    /**
     * Maximum number of log lines of one process about an outage: one each for its requests, its event processors and
     * its follower, at the start and at the end, and one for its readiness.
     */
    private static final int LINES_OF_AN_OUTAGE = 7;

    /** Time for which an unreachable store stays unreachable after the first 503. */
    private static final Duration OUT_OF_REACH = Duration.ofSeconds(Integer.getInteger("misfortune.seconds", 1));

    private ProcessGroup processGroup;
    private Client user;

    @BeforeAll
    void start() {
        processGroup = new ProcessGroup();
        user = processGroup.admin();
    }

    @BeforeEach
    void say(TestInfo test) {
        System.out.println(test.getDisplayName());
    }

    @AfterAll
    void stop() {
        processGroup.close();
    }

    @Test
    void a_command_side_is_killed_in_the_middle_of_commands() {
        nothingIsLostWhile(() -> restart(processGroup.commands.getFirst()));
    }

    @Test
    void a_query_side_is_killed_in_the_middle_of_a_batch() {
        nothingIsLostWhile(() -> restart(processGroup.queries.getFirst()));
    }

    @Test
    void postgresql_is_killed() {
        nothingIsLostWhile(processGroup.store::killAndStart);
    }

    @Test
    void postgresql_is_restarted() {
        nothingIsLostWhile(processGroup.store::restart);
    }

    @Test
    void postgresql_is_away_for_some_seconds_which_readiness_tells_and_the_log_in_a_few_lines() {
        nothingIsLostWhile(() -> {
            Map<SideProcess, Integer> before = processGroup
                    .processes()
                    .collect(Collectors.toMap(
                            process -> process, process -> process.output().length()));
            processGroup.store.whileAway(() -> processGroup
                    .processes()
                    .forEach(process -> await().until(() -> Client.at(process.url())
                                    .get("/actuator/health/readiness")
                                    .status()
                            == 503)));
            processGroup.processes().forEach(SideProcess::awaitReady);
            before.forEach((process, length) -> {
                String logged = process.output().substring(length);
                assertThat(logged).doesNotContain("\tat ").containsAnyOf("lost contact", "The store is unavailable");
                assertThat(logged.lines()).as(logged).hasSizeLessThanOrEqualTo(LINES_OF_AN_OUTAGE);
            });
        });
    }

    @Test
    void postgresql_says_nothing_for_a_while() {
        nothingIsLostWhile(() -> {
            Client holder =
                    Client.at(processGroup.url()).from(Unique.ip()).bearer(user.newKey("silence-" + Unique.text()));
            processGroup.store.freeze();
            try {
                await().until(() -> holder.get("/oauth2/verify").status() == 503);
                requireNeverAccepted(holder);
            } finally {
                processGroup.store.thaw();
            }
        });
    }

    @Test
    @EnabledIfSystemProperty(
            named = "ledger.setting",
            matches = "axonserver",
            disabledReason = "PostgreSQL keeps the events; runs with -Dledger.setting=axonserver")
    void axon_server_is_killed() {
        AxonServer server = processGroup.axonServer.orElseThrow();
        assumeTrue(server.canBeKilled(), "only one of the test's own can be killed: -Dledger.axonserver.jar");
        nothingIsLostWhile(server::killAndStart);
    }

    @Test
    void a_side_is_cut_off_from_its_store_and_answers_503_rather_than_guess() {
        Client other = Client.at(processGroup.commands.getFirst().url()).from(Unique.ip());
        Client cutOff = Client.at(processGroup.commands.getLast().url()).from(Unique.ip());
        nothingIsLostWhile(() -> {
            String name = "cut-off-" + Unique.text();
            String key = user.newKey(name);
            cutOff.bearer(key).get("/oauth2/verify").requireStatus(200);
            processGroup.cut();
            try {
                await() // until Axon Server routes no more commands to this side
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> at(processGroup.commands.getFirst())
                                        .patch("/users/me/api_keys/" + name, Map.of("active", false))
                                        .status()
                                == 200);
                assertThat(cutOff.bearer(key).get("/oauth2/verify").status())
                        .as("a use that begins after the deactivation was acknowledged")
                        .isIn(503, 401);
                other.bearer(key).get("/oauth2/verify").requireStatus(401);
                requireNeverAccepted(cutOff.bearer(key));
            } finally {
                processGroup.restoreConnections();
            }
            await().pollInterval(Duration.ofMillis(50))
                    .until(() -> cutOff.bearer(key).get("/oauth2/verify").status() == 401);
        });
    }

    @Test
    void the_connections_of_a_side_die_without_a_word() {
        Client far = Client.at(processGroup.commands.getLast().url())
                .from(Unique.ip())
                .bearer(user.newKey("far-" + Unique.text()));
        nothingIsLostWhile(() -> {
            processGroup.dropConnections();
            awaitAnswer(far, 503);
            awaitAnswer(far, 200);
        });
    }

    @Test
    void a_side_that_is_told_to_stop_finishes_what_it_has_begun() {
        nothingIsLostWhile(() -> {
            processGroup.commands.getFirst().stop();
            processGroup.commands.getFirst().start().awaitReady();
        });
    }

    @Test
    void the_same_command_that_comes_to_both_sides_at_once_is_done_once() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "twice-" + Unique.text();
            List<Answer> answers = everywhere(
                    side -> side.with("Idempotency-Key", name).post("/users/me/api_keys", Map.of("name", name)));

            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .hasSize(answers.size() - 1);
            assertThat(user.get("/users/me/api_keys")
                            .json()
                            .get("items")
                            .valueStream()
                            .filter(key -> key.get("name").asString().equals(name)))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void of_rotations_on_both_sides_with_the_same_if_match_one_wins() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "contended-" + Unique.text();
            String tag = user.createKey(name).header("ETag");
            List<Answer> answers = everywhere(side -> side.with("If-Match", tag)
                    .post("/users/me/api_keys/" + name + "/rotate", Map.of("retain_period_minutes", 0)));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            String winner = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .findFirst()
                    .orElseThrow()
                    .text("key");
            assertThat(answers.stream().filter(answer -> answer.status() == 412))
                    .hasSize(answers.size() - 1);
            processGroup
                    .processes()
                    .forEach(process -> Client.at(process.url())
                            .bearer(winner)
                            .get("/oauth2/verify")
                            .requireStatus(200));
        }
    }

    /** Each change is made on one side and is effective at once on all others. */
    @Test
    void no_process_verifies_by_a_state_from_before_an_acknowledgement() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "seen-" + Unique.text();
            Client here = at(processGroup.commands.get(round % 2));
            String first = here.newKey(name);
            requireEverywhere(first, 200);
            String second = here.post("/users/me/api_keys/" + name + "/rotate", Map.of("retain_period_minutes", 0))
                    .requireStatus(200)
                    .text("key");
            requireEverywhere(first, 401);
            requireEverywhere(second, 200);
            here.patch("/users/me/api_keys/" + name, Map.of("active", false)).requireStatus(200);
            requireEverywhere(second, 401);
            here.patch("/users/me/api_keys/" + name, Map.of("active", true)).requireStatus(200);
            requireEverywhere(second, 200);
            here.delete("/users/me/api_keys/" + name).requireStatus(200);
            requireEverywhere(second, 401);
        }
    }

    /** Runs last, to detect damage by the other tests. */
    @Test
    @Order(Integer.MAX_VALUE)
    void in_the_end_all_read_models_equal_a_replay() {
        ReadModelStatus.awaitCaughtUp(processGroup.admin(), Duration.ofSeconds(60));
        ReadModelStatus.requireEqualToReplay(processGroup.admin(), Duration.ofSeconds(120));
    }

    private void nothingIsLostWhile(Runnable misfortune) {
        try (BackgroundTraffic traffic = new BackgroundTraffic(processGroup, user)) {
            traffic.await(COMMANDS / 3, USES / 3);
            misfortune.run();
            await() // until the projections resume
                    .pollInterval(Duration.ofMillis(50))
                    .until(this::isListedAtOnce);
            traffic.await(COMMANDS, USES);
            traffic.stop();
            processGroup.processes().forEach(SideProcess::awaitReady);
            traffic.requireNothingLost();
        }
    }

    private static void awaitAnswer(Client holder, int status) {
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> holder.get("/oauth2/verify").status() == status);
    }

    private static void requireNeverAccepted(Client holder) {
        await().during(OUT_OF_REACH)
                .atMost(OUT_OF_REACH.plusSeconds(20))
                .until(() -> holder.get("/oauth2/verify").status() != 200);
    }

    private boolean isListedAtOnce() {
        Answer made = user.post("/users/me/api_keys", Map.of("name", "listed-" + Unique.text()));
        return made.status() == 201 && made.header("X-Ledger-Listed").equals("true");
    }

    private void restart(SideProcess process) {
        process.kill();
        process.start().awaitReady();
    }

    /** Each process verifies credentials itself. */
    private void requireEverywhere(String key, int status) {
        for (SideProcess process : processGroup.processes().toList()) {
            Client holder = Client.at(process.url()).bearer(key);
            int answer = await().until(() -> holder.get("/oauth2/verify").status(), given -> given != 503);
            assertThat(answer).isEqualTo(status);
        }
    }

    private List<Answer> everywhere(Function<Client, Answer> act) {
        AtomicInteger turn = new AtomicInteger();
        return Concurrently.run(8, () -> act.apply(at(processGroup.commands.get(turn.getAndIncrement() % 2))));
    }

    private Client at(SideProcess process) {
        return new Client(process.url(), user.headers(), user.username());
    }
}
