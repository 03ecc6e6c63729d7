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

    private static final Duration SEEDING_IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final Options options;
    private final LedgerJvm ledger;
    private final CpuClock clock;
    private final Wrk wrk;

    private BenchmarkRunner(Options options, LedgerJvm ledger, Wrk wrk) throws IOException {
        this.options = options;
        this.ledger = ledger;
        this.clock = ledger.cpuClock();
        this.wrk = wrk;
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
        try (LedgerJvm ledger = LedgerJvm.start(options)) {
            table = new ResultTable(measured(options, ledger));
        }
        System.out.print(table.print(options));
        if (options.strict() && !table.barsHold()) {
            System.exit(1);
        }
    }

    private static List<Measurement> measured(Options options, LedgerJvm ledger)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        KeySeeder.Seeded seeded;
        try (KeySeeder seeder = new KeySeeder(ledger.url(), ledger.password())) {
            seeded = seeder.seed(options.keys(), ledger.directory().resolve("keys"));
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        progress("%d keys created in %d s".formatted(seeded.count(), seconds));
        return new BenchmarkRunner(options, ledger, new Wrk(ledger.directory(), ledger.url(), seeded)).rounds();
    }

    /** Runs all rounds and drops the measurements of the warm-up. */
    private List<Measurement> rounds() throws IOException, InterruptedException {
        List<Workload> rows = Arrays.stream(Workload.values())
                .filter(row -> row.title().contains(options.only()))
                .toList();
        List<Measurement> kept = new ArrayList<>();
        long end = System.nanoTime() + SEEDING_IDLE_TIMEOUT.toNanos();
        awaitIdle(() -> System.nanoTime() > end);
        RoundSchedule schedule = RoundSchedule.of(rows.size(), options.seconds());
        int warmUpRounds = options.seconds() == 0 ? WARM_UP_ROUNDS : 0;
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
        long eventsBefore = ledger.events();
        CpuClock.Reading before = clock.read();
        WrkReport report = Wrk.report(wrk.start(workload, schedule.secondsOfLoad()));
        CpuClock.Reading after =
                awaitIdle(() -> schedule.remainingAfter(round, row).compareTo(POLL_INTERVAL.multipliedBy(3)) < 0);
        return new Measurement(workload, report, after.since(before), ledger.events() - eventsBefore);
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
