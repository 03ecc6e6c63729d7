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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two command sides and two query sides, and what goes wrong there while callers are busy. The
 * long form is {@code -Dmisfortune.commands=1000 -Dmisfortune.uses=10000 -Dmisfortune.seconds=60}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class FaultInjectionTest {
    private static final int COMMANDS = Integer.getInteger("misfortune.commands", 40);
    private static final int USES = Integer.getInteger("misfortune.uses", 400);
    /** Of what comes one after the other. */
    private static final int ROUNDS = 10;

    /** Of one process: of its requests, its event processors and its follower one each, when it begins and when it ends. */
    private static final int LINES_OF_AN_OUTAGE = 6;

    /** For how long a store that is out of reach stays so after the first who could not be answered. */
    private static final Duration OUT_OF_REACH = Duration.ofSeconds(Integer.getInteger("misfortune.seconds", 1));

    private ProcessGroup fleet;
    private Client user;

    @BeforeAll
    void start() {
        fleet = new ProcessGroup();
        user = fleet.admin();
    }

    @BeforeEach
    void say(TestInfo test) {
        System.out.println(test.getDisplayName());
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    void a_command_side_is_killed_in_the_middle_of_commands() {
        nothingIsLostWhile(() -> restart(fleet.commands.getFirst()));
    }

    @Test
    void a_query_side_is_killed_in_the_middle_of_a_batch() {
        nothingIsLostWhile(() -> restart(fleet.queries.getFirst()));
    }

    @Test
    void postgresql_is_killed() {
        nothingIsLostWhile(fleet.store::killAndStart);
    }

    @Test
    void postgresql_is_restarted() {
        nothingIsLostWhile(fleet.store::restart);
    }

    @Test
    void postgresql_is_away_for_some_seconds_which_readiness_tells_and_the_log_in_a_few_lines() {
        nothingIsLostWhile(() -> {
            Map<SideProcess, Integer> before = fleet.processes()
                    .collect(Collectors.toMap(
                            process -> process, process -> process.output().length()));
            fleet.store.whileAway(() -> fleet.processes()
                    .forEach(process -> await().atMost(Duration.ofSeconds(20))
                            .until(() -> Client.at(process.url())
                                            .get("/actuator/health/readiness")
                                            .status()
                                    == 503)));
            fleet.processes().forEach(SideProcess::awaitReady);
            before.forEach((process, length) -> {
                String logged = process.output().substring(length);
                assertThat(logged).doesNotContain("\tat ").containsAnyOf("Lost contact", "The store is out of reach");
                assertThat(logged.lines()).as(logged).hasSizeLessThanOrEqualTo(LINES_OF_AN_OUTAGE);
            });
        });
    }

    @Test
    void postgresql_says_nothing_for_a_while() {
        nothingIsLostWhile(() -> {
            Client holder = Client.at(fleet.url()).from(Unique.ip()).bearer(user.newKey("silence-" + Unique.text()));
            fleet.store.freeze();
            try {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> holder.get("/oauth2/verify").status() == 503);
                nobodyIsAccepted(holder);
            } finally {
                fleet.store.thaw();
            }
        });
    }

    @Test
    @EnabledIfSystemProperty(
            named = "ledger.setting",
            matches = "axonserver",
            disabledReason = "PostgreSQL keeps the events; runs with -Dledger.setting=axonserver")
    void axon_server_is_killed() {
        AxonServer server = fleet.axonServer.orElseThrow();
        assumeTrue(server.canBeKilled(), "only one of the test's own can be killed: -Dledger.axonserver.jar");
        nothingIsLostWhile(server::killAndStart);
    }

    @Test
    void a_side_is_cut_off_from_its_store_and_answers_503_rather_than_guess() {
        Client other = Client.at(fleet.commands.getFirst().url()).from(Unique.ip());
        Client cutOff = Client.at(fleet.commands.getLast().url()).from(Unique.ip());
        nothingIsLostWhile(() -> {
            String name = "cut-off-" + Unique.text();
            String key = user.newKey(name);
            cutOff.bearer(key).get("/oauth2/verify").demand(200);
            fleet.cut();
            try {
                await().atMost(Duration.ofSeconds(30)) // until Axon Server sends the cut off side no more commands
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> at(fleet.commands.getFirst())
                                        .patch("/users/me/api_keys/" + name, Map.of("active", false))
                                        .status()
                                == 200);
                assertThat(cutOff.bearer(key).get("/oauth2/verify").status())
                        .as("a use that begins after the deactivation was acknowledged")
                        .isIn(503, 401);
                other.bearer(key).get("/oauth2/verify").demand(401);
                nobodyIsAccepted(cutOff.bearer(key));
            } finally {
                fleet.mend();
            }
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> cutOff.bearer(key).get("/oauth2/verify").status() == 401);
        });
    }

    @Test
    void the_connections_of_a_side_die_without_a_word() {
        Client far =
                Client.at(fleet.commands.getLast().url()).from(Unique.ip()).bearer(user.newKey("far-" + Unique.text()));
        nothingIsLostWhile(() -> {
            fleet.forget();
            awaitAnswer(far, 503);
            awaitAnswer(far, 200);
        });
    }

    @Test
    void a_side_that_is_told_to_stop_finishes_what_it_has_begun() {
        nothingIsLostWhile(() -> {
            fleet.commands.getFirst().stop();
            fleet.commands.getFirst().start().awaitReady();
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
            fleet.processes()
                    .forEach(process -> Client.at(process.url())
                            .bearer(winner)
                            .get("/oauth2/verify")
                            .demand(200));
        }
    }

    /** Each change is made on one side and seen on all the others at once. */
    @Test
    void no_process_judges_by_what_was_true_before_an_acknowledgement() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "seen-" + Unique.text();
            Client here = at(fleet.commands.get(round % 2));
            String first = here.newKey(name);
            everybody(first, 200);
            String second = here.post("/users/me/api_keys/" + name + "/rotate", Map.of("retain_period_minutes", 0))
                    .demand(200)
                    .text("key");
            everybody(first, 401);
            everybody(second, 200);
            here.patch("/users/me/api_keys/" + name, Map.of("active", false)).demand(200);
            everybody(second, 401);
            here.patch("/users/me/api_keys/" + name, Map.of("active", true)).demand(200);
            everybody(second, 200);
            here.delete("/users/me/api_keys/" + name).demand(200);
            everybody(second, 401);
        }
    }

    /** Whatever one of the others did to them would show here. */
    @Test
    @Order(Integer.MAX_VALUE)
    void in_the_end_all_read_models_equal_a_replay() {
        ReadModelStatus.awaitCaughtUp(fleet.admin(), Duration.ofSeconds(60));
        ReadModelStatus.demandEqualToAReplay(fleet.admin(), Duration.ofSeconds(120));
    }

    private void nothingIsLostWhile(Runnable misfortune) {
        try (BackgroundTraffic traffic = new BackgroundTraffic(fleet, user)) {
            traffic.await(COMMANDS / 3, USES / 3);
            misfortune.run();
            await().atMost(Duration.ofSeconds(10)) // until read models go on
                    .pollInterval(Duration.ofMillis(50))
                    .until(this::isListedAtOnce);
            traffic.await(COMMANDS, USES);
            traffic.stop();
            fleet.processes().forEach(SideProcess::awaitReady);
            traffic.demandNothingLost();
        }
    }

    private static void awaitAnswer(Client holder, int status) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> holder.get("/oauth2/verify").status() == status);
    }

    private static void nobodyIsAccepted(Client holder) {
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

    /** Each process has a door. */
    private void everybody(String key, int status) {
        for (SideProcess process : fleet.processes().toList()) {
            assertThat(Client.at(process.url())
                            .bearer(key)
                            .get("/oauth2/verify")
                            .status())
                    .isEqualTo(status);
        }
    }

    private List<Answer> everywhere(Function<Client, Answer> act) {
        AtomicInteger turn = new AtomicInteger();
        return Concurrently.run(8, () -> act.apply(at(fleet.commands.get(turn.getAndIncrement() % 2))));
    }

    private Client at(SideProcess process) {
        return new Client(process.url(), user.headers(), user.username());
    }
}
