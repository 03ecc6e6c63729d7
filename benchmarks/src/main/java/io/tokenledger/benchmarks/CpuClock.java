package io.tokenledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the user and system CPU time of the ledger's JVM and its PostgreSQL from {@code /proc/<pid>/stat} (proc(5)).
 * All PostgreSQL processes are children of the postmaster. Its count of reaped children includes those that have ended,
 * so no time is lost when a backend exits.
 */
final class CpuClock {
    /** USER_HZ, the same on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final long NONE = -1;

    private final long jvm;
    private final long postmaster;

    CpuClock(long jvm, long postmaster) {
        this.jvm = jvm;
        this.postmaster = postmaster;
    }

    /** The clock of one process without a PostgreSQL. */
    static CpuClock of(Process process) {
        return new CpuClock(process.pid(), NONE);
    }

    /** CPU time in microseconds of one core. */
    record Reading(long jvmMicros, long postgresMicros) {
        Reading since(Reading earlier) {
            return new Reading(jvmMicros - earlier.jvmMicros, postgresMicros - earlier.postgresMicros);
        }

        long sum() {
            return jvmMicros + postgresMicros;
        }
    }

    Reading read() throws IOException {
        long postgres = 0;
        for (ProcessTimes process : allProcesses()) {
            if (process.pid() == postmaster) {
                postgres += process.ownTicks() + process.reapedTicks();
            } else if (process.parent() == postmaster) {
                postgres += process.ownTicks();
            }
        }
        return new Reading(
                ProcessTimes.parse(Files.readString(stat(jvm))).ownTicks() * MICROS_PER_TICK,
                postgres * MICROS_PER_TICK);
    }

    private static Path stat(long pid) {
        return Path.of("/proc", Long.toString(pid), "stat");
    }

    private static List<ProcessTimes> allProcesses() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .flatMap(entry -> times(entry.resolve("stat")))
                    .toList();
        }
    }

    private static Stream<ProcessTimes> times(Path stat) {
        try {
            return Stream.of(ProcessTimes.parse(Files.readString(stat)));
        } catch (IOException ended) {
            return Stream.empty();
        }
    }

    /** Times of one process, in clock ticks. The process name stands in parentheses and may contain any character. */
    record ProcessTimes(long pid, long parent, long ownTicks, long reapedTicks) {
        static ProcessTimes parse(String stat) {
            long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
            long[] times =
                    Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).toArray();
            return new ProcessTimes(pid, Long.parseLong(fields[1]), times[0] + times[1], times[2] + times[3]);
        }
    }
}
