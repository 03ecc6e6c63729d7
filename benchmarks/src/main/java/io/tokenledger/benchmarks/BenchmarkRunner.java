package io.tokenledger.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Starts and seeds the ledger, measures all rows in each round, and prints the table. With a subcommand, runs
 * {@link GrowthBenchmark} or {@link EnduranceRun} instead.
 */
public final class BenchmarkRunner {
    /** The projections are idle when the ledger and its store use less than this many cores. */
    private static final double IDLE_CORES = 0.2;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** The JVM compiles code during the first minutes, so the CPU time of these rounds is too high. */
    private static final int WARM_UP_ROUNDS = 3;

    /** Changes are rarer than checks, so their code is compiled later. */
    private static final int WARM_UP_ROUNDS_OF_CHANGES = 12;

    private static final Duration SEEDING_IDLE_TIMEOUT = Duration.ofSeconds(60);

    private static final int SECONDS_PER_CHANGE_ROW = 5;
    private static final int COUNTED_CHANGES = 20;
    private static final int COUNTED_CHANGES_IN_SHORT_RUN = 4;
    private static final int SECONDS_OF_NEW_USES = 10;

    private final Options options;
    private final LedgerJvm ledger;
    private final ReferenceServers references;
    private final KeySeeder.Seeded seeded;
    private final CpuClock clock;
    private final Wrk wrk;

    private BenchmarkRunner(Options options, LedgerJvm ledger, ReferenceServers references, KeySeeder.Seeded seeded)
            throws IOException {
        this.options = options;
        this.ledger = ledger;
        this.references = references;
        this.seeded = seeded;
        this.clock = ledger.cpuClock();
        this.wrk = new Wrk(ledger.directory(), this::url, seeded);
    }

    private String url(Workload workload) {
        return workload.server() == Workload.Server.LEDGER ? ledger.url() : references.url(workload.server());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(String.join("\n", Options.HELP, GrowthBenchmark.HELP, EnduranceRun.HELP));
            return;
        }
        String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "growth" -> GrowthBenchmark.run(rest);
            case "flood" -> EnduranceRun.run(rest);
            default -> runTable(arguments);
        }
    }

    private static void runTable(String... arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments);
        ResultTable table;
        try (LedgerJvm ledger = LedgerJvm.start(options);
                ReferenceServers references = ReferenceServers.start(ledger.directory())) {
            try {
                table = seeded(options, ledger, references).measured();
            } catch (IOException | RuntimeException failed) {
                printLogs(ledger, failed); // they are deleted with the ledger
                throw failed;
            }
        }
        System.out.print(table.print(options));
        if (options.strict() && !table.targetsHold()) {
            System.exit(1);
        }
    }

    private static void printLogs(LedgerJvm ledger, Exception failed) {
        try {
            progress(ledger.lastLines());
        } catch (IOException unreadable) {
            failed.addSuppressed(unreadable);
        }
    }

    private static BenchmarkRunner seeded(Options options, LedgerJvm ledger, ReferenceServers references)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        KeySeeder.Seeded seeded;
        try (KeySeeder seeder = new KeySeeder(ledger.url(), ledger.password())) {
            seeded = seeder.seed(options.keys(), ledger.directory().resolve("keys"));
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        progress("%d keys created in %d s".formatted(seeded.count(), seconds));
        return new BenchmarkRunner(options, ledger, references, seeded);
    }

    private ResultTable measured() throws IOException, InterruptedException {
        long end = System.nanoTime() + SEEDING_IDLE_TIMEOUT.toNanos();
        awaitIdle(() -> System.nanoTime() > end);
        List<Measurement> measurements = new ArrayList<>(rounds(rows(false), options.seconds(), WARM_UP_ROUNDS));
        if (!rows(true).isEmpty()) {
            awaitClosedWindows();
            int seconds = options.isShort() ? options.seconds() : SECONDS_PER_CHANGE_ROW;
            measurements.addAll(rounds(rows(true), seconds, WARM_UP_ROUNDS_OF_CHANGES));
        }
        ResultTable table = new ResultTable(measurements);
        return options.only().isEmpty() ? table.with(figures(table)) : table;
    }

    /** The rows that the options select, apart from those of servers that are not installed. */
    private List<Workload> rows(boolean changeKeys) {
        return Arrays.stream(Workload.values())
                .filter(row -> row.changesKeys() == changeKeys)
                .filter(row -> row.server() == Workload.Server.LEDGER || references.has(row.server()))
                .filter(row -> row.title().contains(options.only()))
                .toList();
    }

    /** Measures what no request shows. The last figures stop the ledger. */
    private List<Figure> figures(ResultTable table) throws IOException, InterruptedException {
        SuperuserClient client = new SuperuserClient(ledger);
        awaitClosedWindows();
        int changes = options.isShort() ? COUNTED_CHANGES_IN_SHORT_RUN : COUNTED_CHANGES;
        List<Figure> figures = new ArrayList<>(new StatementCounter(ledger, client, changes).figures());
        progress("statements counted");
        figures.addAll(diskUse());
        progress("disk use measured");
        figures.addAll(new ReplayBenchmark(client).figures());
        progress("replays measured");
        figures.addAll(
                new StartBenchmark(ledger, options, seeded, wrk).figures(table.requestsPerSecond(Workload.VERIFY_FEW)));
        progress("starts measured");
        return figures;
    }

    /** Waits until no window of earlier rows can still close, so that what follows does not include their counts. */
    private void awaitClosedWindows() throws IOException, InterruptedException {
        if (!options.isShort()) {
            Thread.sleep(RoundSchedule.ROUND);
        }
        long end = System.nanoTime() + RoundSchedule.ROUND.toNanos();
        awaitIdle(() -> System.nanoTime() > end);
    }

    private List<Figure> diskUse() throws IOException, InterruptedException {
        awaitClosedWindows();
        DiskUse before = DiskUse.of(ledger);
        Wrk.report(wrk.start(Workload.VERIFY_FIRST, options.isShort() ? options.seconds() : SECONDS_OF_NEW_USES));
        long late = System.nanoTime() + RoundSchedule.ROUND.toNanos();
        awaitIdle(() -> System.nanoTime() > late);
        return DiskUse.of(ledger).since(before);
    }

    /**
     * Runs all rounds and drops the measurements of the warm-up.
     *
     * @param seconds load per row; 0 for rounds of a minute
     * @param warmUp rounds before those that count; a short run has none
     */
    private List<Measurement> rounds(List<Workload> rows, int seconds, int warmUp)
            throws IOException, InterruptedException {
        List<Measurement> kept = new ArrayList<>();
        if (rows.isEmpty()) {
            return kept;
        }
        RoundSchedule schedule = RoundSchedule.of(rows.size(), seconds);
        int warmUpRounds = options.isShort() ? 0 : warmUp;
        for (int round = 0; round < warmUpRounds + options.rounds(); round++) {
            for (int row = 0; row < rows.size(); row++) {
                schedule.awaitSlot(round, row);
                Measurement measurement = measure(rows.get(row), schedule, round, row);
                boolean warmingUp = round < warmUpRounds;
                progress((warmingUp ? "warm-up  " : "round " + (round - warmUpRounds + 1) + "  ") + measurement);
                if (!warmingUp) {
                    kept.add(measurement);
                }
            }
        }
        return kept;
    }

    private Measurement measure(Workload workload, RoundSchedule schedule, int round, int row)
            throws IOException, InterruptedException {
        if (workload.server() != Workload.Server.LEDGER) {
            return measureReference(workload, schedule.secondsOfLoad());
        }
        long eventsBefore = ledger.events();
        CpuClock.Reading before = clock.read();
        WrkReport report = Wrk.report(wrk.start(workload, schedule.secondsOfLoad()));
        CpuClock.Reading after =
                awaitIdle(() -> schedule.remainingAfter(round, row).compareTo(POLL_INTERVAL.multipliedBy(3)) < 0);
        return new Measurement(workload, report, after.since(before), ledger.events() - eventsBefore);
    }

    private Measurement measureReference(Workload workload, int seconds) throws IOException, InterruptedException {
        CpuClock server = references.clock(workload.server());
        CpuClock.Reading before = server.read();
        WrkReport report = Wrk.report(wrk.start(workload, seconds));
        return new Measurement(workload, report, server.read().since(before), 0);
    }

    /**
     * Waits until the projections are idle, because their work is part of a request's cost. The wait ends before the
     * next row.
     */
    private CpuClock.Reading awaitIdle(BooleanSupplier late) throws IOException, InterruptedException {
        CpuClock.Reading last = clock.read();
        while (!late.getAsBoolean()) {
            Thread.sleep(POLL_INTERVAL);
            CpuClock.Reading now = clock.read();
            if (now.since(last).sum() < IDLE_CORES * POLL_INTERVAL.toNanos() / 1_000) {
                return now;
            }
            last = now;
        }
        progress("  the projections were not idle in time; the next row includes the rest of their work");
        return last;
    }

    private static void progress(String words) {
        System.err.println(words);
    }
}
