package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.EventPositions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * What one change at low load asks of PostgreSQL, projections included. Other work of the ledger falls into some
 * samples, so a change is repeated.
 */
class ChangeCostTest {
    private static final int SAMPLES = 10;
    private static final Pattern LOGGED =
            Pattern.compile("^(\\d+) .*LOG:\\s+(?:execute [^:]+|statement):\\s+\\(?(\\w+)", Pattern.MULTILINE);

    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Client USER = LEDGER.newUser();

    private record Cost(int statements, int commits) {
        static Cost of(String log) {
            int statements = 0;
            int commits = 0;
            Set<String> open = new HashSet<>();
            Matcher line = LOGGED.matcher(log);
            while (line.find()) {
                String connection = line.group(1);
                switch (line.group(2)) {
                    case "BEGIN" -> open.add(connection);
                    case "COMMIT" -> {
                        open.remove(connection);
                        commits++;
                    }
                    default -> {
                        statements++;
                        commits += open.contains(connection) ? 0 : 1;
                    }
                }
            }
            return new Cost(statements, commits);
        }
    }

    @BeforeAll
    static void logStatements() {
        for (int i = 0; i < SAMPLES; i++) { // the driver prepares a statement after its fifth execution
            USER.createKey("warm-up-" + i);
            rotate("warm-up-" + i);
        }
        LEDGER.jdbc().execute("ALTER SYSTEM SET log_statement = 'all'");
        LEDGER.jdbc().execute("ALTER SYSTEM SET log_line_prefix = '%p '");
        LEDGER.jdbc().queryForList("SELECT pg_reload_conf()");
        AtomicInteger logged = new AtomicInteger();
        await().until( // the connections have read the setting
                        () -> costOf(() -> USER.createKey("logged-" + logged.incrementAndGet()))
                                        .commits()
                                > 2);
    }

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_create_and_its_projections_send_few_statements_and_commit_three_times() throws Exception {
        // the change, the read of its event, all projections
        awaitCost(
                3,
                () -> USER.createKey("key"),
                () -> USER.delete("/users/me/api_keys/key").requireStatus(200));
    }

    /** Two of the commits only read: the key before the change, and the listing after it. */
    @Test
    void a_rotate_and_its_projections_send_few_statements_and_commit_five_times() throws Exception {
        USER.createKey("rotated");

        awaitCost(5, () -> rotate("rotated"), () -> {});
    }

    @Test
    void no_other_process_is_notified_of_the_appends_of_an_embedded_ledger() throws Exception {
        try (Connection connection = LEDGER.bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN ledger_appended");

            USER.createKey("quiet");

            assertThat(connection.unwrap(PGConnection.class).getNotifications(500))
                    .isNullOrEmpty();
            statement.execute("UNLISTEN *");
        }
    }

    private static void rotate(String key) {
        USER.post("/users/me/api_keys/" + key + "/rotate", Map.of()).requireStatus(200);
    }

    /** Repeats a change until it costs so many commits and few statements: most samples have no other work in them. */
    private static void awaitCost(int commits, Runnable change, Runnable undo) {
        await().pollDelay(Duration.ZERO).untilAsserted(() -> {
            Cost cost = costOf(change);
            undo.run();
            assertThat(cost.statements()).isBetween(8, 15);
            assertThat(cost.commits()).isEqualTo(commits);
        });
    }

    /** The cost of a change, until all projections have committed its event. */
    private static Cost costOf(Runnable change) throws IOException {
        Set<Long> before = briefly().until(ChangeCostTest::positions, ChangeCostTest::isOne);
        int begin = log().length();
        change.run();
        briefly().until(ChangeCostTest::positions, reached -> isOne(reached) && !reached.equals(before));
        return Cost.of(log().substring(begin));
    }

    /** A long sample has other work of the ledger in it. */
    private static ConditionFactory briefly() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private static boolean isOne(Set<Long> positions) {
        return positions.size() == 1;
    }

    /** The positions that the event processors have committed, from their memory: a query would be counted. */
    private static Set<Long> positions() {
        return LEDGER.bean(EventProcessingConfiguration.class).eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .flatMap(processor -> ((StreamingEventProcessor) processor).processingStatus().values().stream())
                .map(status -> EventPositions.of(status.getTrackingToken()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String log() throws IOException {
        try (Stream<Path> files = Files.walk(LEDGER.dataDirectory())) {
            Path log = files.filter(file -> file.endsWith("postgres.log"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        }
    }
}
