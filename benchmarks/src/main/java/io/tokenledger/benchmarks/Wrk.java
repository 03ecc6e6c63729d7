package io.tokenledger.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Starts wrk with the script that picks a random key for each request. */
final class Wrk {
    /** Same text as in the script. */
    static final String USER_AGENT = "token-ledger-benchmark";

    private static final String SCRIPT = "random-key.lua";
    private static final int MAX_THREADS = 2;

    private final Path script;
    private final Function<Workload, String> servers;
    private final KeySeeder.Seeded seeded;

    /**
     * Prepares the script.
     *
     * @param servers base URL of the server of each row
     */
    Wrk(Path workingDirectory, Function<Workload, String> servers, KeySeeder.Seeded seeded) throws IOException {
        this.script = workingDirectory.resolve(SCRIPT);
        this.servers = servers;
        this.seeded = seeded;
        try (InputStream resource = Objects.requireNonNull(Wrk.class.getResourceAsStream("/" + SCRIPT))) {
            Files.copy(resource, script);
        }
    }

    /** Starts wrk. Its output fits into a pipe, so it may run unread. */
    Process start(Workload workload, int seconds) throws IOException {
        return start(workload, workload.keys(seeded.count(), seconds), seconds);
    }

    Process start(Workload workload, Workload.Range keys, int seconds) throws IOException {
        String field = workload.field();
        String change = workload.change();
        List<String> command = List.of(
                "wrk",
                "-c" + workload.callers(),
                "-t" + Math.min(MAX_THREADS, workload.callers()),
                "-d" + seconds + "s",
                "--timeout=10s",
                "--latency",
                "-s",
                script.toString(),
                servers.apply(workload),
                "--",
                workload.method(),
                workload.path(),
                field == null ? "-" : field,
                seeded.file().toString(),
                Integer.toString(keys.first()),
                Integer.toString(keys.last()),
                Integer.toString(keys.step()),
                workload.showsBearer() ? seeded.introspector() : "-",
                change == null ? "-" : change);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits until wrk ends. */
    static WrkReport report(Process wrk) throws InterruptedException {
        try {
            String words = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (wrk.waitFor() != 0) {
                throw new IllegalStateException("wrk failed:\n" + words);
            }
            return WrkReport.parse(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
