package io.tokenledger.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Counts the SQL statements and the commits that one change causes at low load, projections included. PostgreSQL logs
 * each statement for that time. What the idle ledger sends in the same time is subtracted.
 */
final class StatementCounter {
    private static final Pattern LOGGED = Pattern.compile("LOG:\\s+(?:execute [^:]+|statement): (\\w+)");

    /** PostgreSQL publishes its counts of transactions at most once a second and process. */
    private static final Duration STATISTICS_DELAY = Duration.ofMillis(2_500);

    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);

    private final LedgerJvm ledger;
    private final SuperuserClient client;
    private final int changes;

    StatementCounter(LedgerJvm ledger, SuperuserClient client, int changes) {
        this.ledger = ledger;
        this.client = client;
        this.changes = changes;
    }

    private record Counts(long statements, long commits) {}

    @FunctionalInterface
    private interface Change {
        void send(int number) throws IOException, InterruptedException;
    }

    List<Figure> figures() throws IOException, InterruptedException {
        logStatements(true);
        try {
            Counts idle = during(number -> {});
            Counts created = during(number -> client.json("POST", "/users/me/api_keys", named(number)));
            Counts rotated = during(number -> client.json("POST", "/users/me/api_keys/counted-0/rotate", "{}"));
            return List.of(
                    Figure.atMost(
                            15, "create, SQL statements at low load", each(created.statements, idle.statements), ""),
                    Figure.atMost(3, "create, commits at low load", each(created.commits, idle.commits), ""),
                    Figure.atMost(
                            15, "rotate, SQL statements at low load", each(rotated.statements, idle.statements), ""),
                    Figure.atMost(3, "rotate, commits at low load", each(rotated.commits, idle.commits), ""));
        } finally {
            logStatements(false);
        }
    }

    private static String named(int number) {
        return "{\"name\":\"counted-" + number + "\"}";
    }

    private double each(long busy, long idle) {
        return (double) (busy - idle) / changes;
    }

    private Counts during(Change change) throws IOException, InterruptedException {
        Thread.sleep(STATISTICS_DELAY);
        Path log = ledger.storeLog();
        long begin = Files.size(log);
        long commits = commits();
        for (int number = 0; number < changes; number++) {
            change.send(number);
            Thread.sleep(BETWEEN_CHANGES);
        }
        Thread.sleep(STATISTICS_DELAY);
        byte[] all = Files.readAllBytes(log);
        String lines = new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
        return new Counts(statements(lines), commits() - commits);
    }

    /** Number of statements in the log. Those that begin and end a transaction do not count. */
    static long statements(String log) {
        return LOGGED.matcher(log)
                .results()
                .map(found -> found.group(1))
                .filter(verb -> !verb.matches("(?i)BEGIN|COMMIT|ROLLBACK"))
                .count();
    }

    private long commits() throws IOException {
        return Long.parseLong(ledger.query("SELECT sum(xact_commit) FROM pg_stat_database"));
    }

    /** Logs no parameters, because they can contain personal data. */
    private void logStatements(boolean all) throws IOException {
        try (Connection connection = ledger.store().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_parameter_max_length = 0");
            statement.execute("ALTER SYSTEM SET log_statement = '" + (all ? "all" : "none") + "'");
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL did not change what it logs", e);
        }
    }
}
