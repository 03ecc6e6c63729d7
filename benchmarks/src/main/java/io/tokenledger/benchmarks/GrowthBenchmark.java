package io.tokenledger.benchmarks;

import io.tokenledger.eventstore.personaldata.DatabaseSubjectKeys;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.historygenerator.History;
import io.tokenledger.historygenerator.HistoryLoader;
import io.tokenledger.historygenerator.HistorySettings;
import io.tokenledger.historygenerator.PlantedIncident;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Measures how query times grow with the ledger. One ledger receives several histories, one after the other. The
 * queries are always about an incident in the first history, so their answers stay the same while the ledger grows.
 */
final class GrowthBenchmark {
    static final String HELP = """
            benchmarks/run growth [--sizes=100000,1000000,10000000]
              sizes are numbers of events; ten million need an hour, and 20 GB in the temporary folder""";

    private static final Instant START = Instant.parse("2023-01-02T00:00:00Z");
    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final String EXPOSURE = "/ledger/exposure_reports";
    private static final String LIFETIME_POLICY = "{\"policy\":{\"max_lifetime_minutes\":43200},";
    private static final int MEASURED_REQUESTS = 21;

    /** Requests that load query plans and pages into caches and let the JVM compile; they are not measured. */
    private static final int WARM_UP_REQUESTS = 20;

    private final LedgerJvm ledger;
    private final SuperuserClient client;
    private final GrowthTable table = new GrowthTable();

    private GrowthBenchmark(LedgerJvm ledger) throws IOException, InterruptedException {
        this.ledger = ledger;
        this.client = new SuperuserClient(ledger);
    }

    static void run(String... arguments) throws IOException, InterruptedException {
        String sizes = arguments.length == 0 ? "100000,1000000,10000000" : arguments[0].replace("--sizes=", "");
        List<Long> wanted = Arrays.stream(sizes.split(",")).map(Long::valueOf).toList();
        try (LedgerJvm ledger = LedgerJvm.start(Options.of())) {
            System.out.print(new GrowthBenchmark(ledger).measured(wanted));
        }
    }

    private String measured(List<Long> sizes) throws IOException, InterruptedException {
        PlantedIncident incident = null;
        Instant from = START;
        for (int i = 0; i < sizes.size(); i++) {
            long more = sizes.get(i) - ledger.events();
            HistorySettings settings = HistorySettings.of(i + 1L, more)
                    .ofServer(UUID.fromString(ledger.query("SELECT id FROM command_side.server")))
                    .startingAt(from);
            History history = History.of(settings);
            System.err.printf("Writing %,d events%n", more);
            write(history, more);
            from = settings.end().plus(Duration.ofDays(1));
            incident = incident == null ? history.incident() : incident;
            awaitProjections();
            restart(); // a ledger that runs while another program loads events finds new ones only once a second
            measure(sizes.get(i), queries(incident, settings.end()));
            table.add(sizes.get(i), figures());
        }
        return table.print();
    }

    private void write(History history, long events) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Connection connection = ledger.store().getConnection()) {
            SubjectKeys keys = DatabaseSubjectKeys.of(new SingleConnectionDataSource(connection, true), ledger.keys());
            HistoryLoader.of(ledger.store(), keys).append(history);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger's PostgreSQL is not available", e);
        }
        System.err.printf("%,d events/s written%n", events * 1_000 / millisSince(begun));
    }

    /** What one event costs on disk, and how long replays and a start take. */
    private List<Figure> figures() throws IOException, InterruptedException {
        long uses = Long.parseLong(ledger.query("SELECT count(*) FROM events.use_event"));
        long useBytes = Long.parseLong(ledger.query("""
                SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
                WHERE inhparent = 'events.use_event'::regclass"""));
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("uses of credentials", (double) uses, ""));
        figures.add(Figure.of("disk per use, the event itself", (double) useBytes / uses, "bytes"));
        figures.addAll(DiskUse.of(ledger).perEvent());
        figures.addAll(new ReplayBenchmark(client).figures());
        figures.add(Figure.of("start, java -jar", restart() / 1e3, "s"));
        figures.add(Figure.of("start, java -jar", ledger.cpuClock().read().sum() / 1e6, "s CPU"));
        return figures;
    }

    /** Starts the jar on the same data; returns the milliseconds until it is ready. */
    private long restart() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ledger.restart(StartBenchmark.jarCommand());
        ledger.awaitReady();
        return millisSince(begun);
    }

    private static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private void awaitProjections() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long head = Long.parseLong(ledger.query("SELECT max(position) FROM events.any_event"));
        long behind = head;
        while (behind > 0) {
            Thread.sleep(POLL_INTERVAL);
            Matcher positions =
                    POSITION.matcher(client.get("/ledger/projections").body());
            behind = 0;
            while (positions.find()) {
                behind = Math.max(behind, head - Long.parseLong(positions.group(1)));
            }
        }
        System.err.printf(
                "The projections took %d s%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        try (Connection connection = ledger.store().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("VACUUM ANALYZE of the store failed", e);
        }
    }

    private void measure(long size, List<Question> questions) throws IOException, InterruptedException {
        for (Question question : questions) {
            List<SuperuserClient.Answer> answers = new ArrayList<>();
            for (int i = 0; i < WARM_UP_REQUESTS + MEASURED_REQUESTS; i++) {
                answers.add(
                        question.body() == null
                                ? client.get(question.path())
                                : client.json("POST", question.path(), question.body()));
            }
            table.add(size, question.shown(), answers.subList(WARM_UP_REQUESTS, answers.size()));
        }
    }

    /**
     * A request that asks something.
     *
     * @param body null for a GET
     */
    private record Question(String path, @Nullable String body) {
        static Question get(String path) {
            return new Question(path, null);
        }

        String shown() {
            return body == null ? path : path + body;
        }
    }

    /** The lists, then what a security engineer asks in the first hour of an incident. */
    private static List<Question> queries(PlantedIncident incident, Instant end) {
        String newestMonth = "\"from\":\"" + end.minus(Duration.ofDays(30)) + "\",\"to\":\"" + end + "\"}";
        String window = "from=" + incident.from() + "&to=" + incident.to();
        String range = "\"from\":\"" + incident.from() + "\",\"to\":\"" + incident.to() + "\"}";
        String stranger = incident.attackerAddresses().getFirst();
        String key = incident.tokenId().toString();
        return List.of(
                Question.get("/ledger/audit"),
                Question.get("/ledger/audit?outcome=refused"),
                Question.get("/ledger/audit?action=token.deactivated&" + window),
                Question.get("/ledger/audit?token=" + key),
                Question.get("/ledger/audit?owner=" + incident.ownerId() + "&outcome=refused"),
                Question.get("/ledger/audit?ip=" + stranger),
                Question.get("/ledger/audit?organization=" + incident.organizationId() + "&" + window),
                Question.get("/ledger/audit?q=text+without+matches"),
                new Question(EXPOSURE, "{\"ip\":\"" + stranger + "\"," + range),
                Question.get("/ledger/tokens?owner=" + incident.ownerId()),
                Question.get("/ledger/tokens?as_of=" + incident.to()),
                Question.get("/ledger/tokens?owner=" + incident.ownerId() + "&as_of=" + incident.to()),
                Question.get("/ledger/tokens/" + key + "?as_of=" + incident.to()),
                Question.get("/ledger/signals?token=" + key),
                Question.get("/ledger/posture"),
                new Question(EXPOSURE, "{\"token\":\"" + key + "\"," + range), // what did it do, and from where
                Question.get("/ledger/tokens/" + key + "/usage"),
                Question.get("/ledger/audit?family_of=" + key + "&changes_only=true"), // what did it change
                Question.get("/ledger/tokens?descendant_of=" + key + "&works=true"), // what is still alive
                Question.get("/ledger/tokens?used_from=" + stranger), // who used this network
                Question.get("/ledger/tokens/changes?from=" + incident.from() + "&to=" + incident.to()),
                Question.get("/ledger/tokens/" + key + "/timeline"), // who deactivated it, and why
                Question.get("/ledger/tokens?organization=none"), // who left
                new Question("/ledger/policy_simulations", LIFETIME_POLICY + range),
                new Question("/ledger/policy_simulations", LIFETIME_POLICY + newestMonth),
                Question.get("/ledger/audit?action=ledger.audit_read,ledger.exported")); // who read the trail
    }
}
