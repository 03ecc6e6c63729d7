package io.tokenledger.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends uses, some of them refused, at the highest possible rate for minutes. The heap must not grow and the queue of
 * recorded uses must stay short. Afterwards the audit trail must contain every answered use, refused ones included.
 */
final class EnduranceRun {
    static final String HELP = """
            benchmarks/run flood [--minutes=10]
              exits with 1 if the heap grows, the queue of uses fills up, or a use is missing in the audit trail""";

    private static final int KEYS = 20_000;
    private static final int MAX_IN_FLIGHT = 32;
    private static final int MAX_WAITING = 10_000;
    private static final double MAX_HEAP_GROWTH = 1.1;
    private static final Duration WINDOWS_CLOSE = Duration.ofSeconds(90);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");

    private final LedgerJvm ledger;
    private final SuperuserClient client;
    private final List<Long> heap = new ArrayList<>();
    private double maxWaiting;
    private volatile boolean over;
    private long refusals;

    private EnduranceRun(LedgerJvm ledger) throws IOException, InterruptedException {
        this.ledger = ledger;
        this.client = new SuperuserClient(ledger);
    }

    static void run(String... arguments) throws IOException, InterruptedException {
        int minutes = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0].replace("--minutes=", ""));
        boolean holds;
        try (LedgerJvm ledger = LedgerJvm.start(Options.of("--keys=" + (KEYS + 10)))) {
            holds = new EnduranceRun(ledger).holds(minutes);
        }
        if (!holds) {
            System.exit(1);
        }
    }

    private boolean holds(int minutes) throws IOException, InterruptedException {
        KeySeeder.Seeded seeded;
        try (KeySeeder seeder = new KeySeeder(ledger.url(), ledger.password())) {
            seeded = seeder.seed(KEYS, ledger.directory().resolve("keys"));
        }
        String created = client.json("POST", "/users/me/api_keys", "{\"name\":\"flooded\"}")
                .body();
        String dead = found(ID, created);
        client.json("PATCH", "/users/me/api_keys/" + dead, "{\"active\":false}");
        Wrk wrk = new Wrk(ledger.directory(), row -> ledger.url(), seeded);
        Workload.Range all = new Workload.Range(1, KEYS, 1);
        Process flood = wrk.start(
                Workload.VERIFY_FIRST, all, (int) Duration.ofMinutes(minutes).toSeconds());
        Thread refused = Thread.ofPlatform().start(() -> sendRefusedUses(found(KEY, created)));
        Thread watch = Thread.ofPlatform().start(this::watch);
        WrkReport report = Wrk.report(flood);
        over = true;
        refused.join();
        watch.join();
        Thread.sleep(WINDOWS_CLOSE);
        return verdict(report, UUID.fromString(dead));
    }

    private boolean verdict(WrkReport report, UUID dead) throws IOException, InterruptedException {
        long uses = count(
                "JOIN query_side.audit_trail_text_v2 USING (text_hash) WHERE action = 'token.used' AND user_agent = ?",
                Wrk.USER_AGENT);
        long written = count("WHERE action = 'token.use_refused'" + " AND token_id::text = ?", dead.toString());
        double dropped = gauge("ledger_use_repeats_dropped_total");
        System.out.printf(
                "%,d uses answered, %.0f a second, p99 %.1f ms; %,d in the audit trail%n",
                report.requests(), report.requestsPerSecond(), report.p99Millis(), uses);
        System.out.printf(
                "%,d refusals answered, %,d in the audit trail; %.0f repeats dropped%n", refusals, written, dropped);
        System.out.printf("at most %.0f uses waited in the queue%n", maxWaiting);
        System.out.printf(
                "live heap in MB, once per minute: %s%n",
                heap.stream().map(bytes -> bytes / 1_000_000).toList());
        // The first minute fills bounded caches.
        double growth = heap.size() < 3 ? 1 : (double) heap.getLast() / heap.get(1);
        return uses >= report.requests()
                && uses <= report.requests() + MAX_IN_FLIGHT
                && written == refusals
                && dropped == 0
                && maxWaiting <= MAX_WAITING
                && growth <= MAX_HEAP_GROWTH;
    }

    private void sendRefusedUses(String key) {
        try {
            while (!over) {
                if (client.as(key, "/oauth2/verify").status() == 401) {
                    refusals++;
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The ledger is unavailable", e);
        }
    }

    private void watch() {
        try {
            for (int second = 0; !over; second++) {
                maxWaiting = Math.max(maxWaiting, gauge("ledger_use_journal_waiting"));
                if (second % 60 == 30) {
                    heap.add(liveHeap());
                }
                Thread.sleep(1_000);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The metrics of the ledger are unavailable", e);
        }
    }

    /** Heap in use after a full collection, which the class histogram of jcmd triggers first. */
    private long liveHeap() throws IOException {
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(ledger.pid()), "GC.class_histogram").start();
        String words = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(words);
        if (!total.find()) {
            throw new IllegalStateException("jcmd printed no total: " + words);
        }
        return Long.parseLong(total.group(1));
    }

    private double gauge(String name) throws IOException, InterruptedException {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)")
                .matcher(client.get("/actuator/prometheus").body());
        if (!line.find()) {
            throw new IllegalStateException("The ledger has no metric " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    private long count(String question, String argument) throws IOException {
        return Long.parseLong(
                ledger.query("SELECT coalesce(sum(count), 0) FROM query_side.audit_trail_v3 " + question, argument));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text.length() + " characters");
        }
        return matcher.group(1);
    }
}
