package io.tokenledger.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The medians over all rounds, and the bars that they must meet. */
final class ResultTable {
    /** Maximum CPU time of a check, as a multiple of the constant's. */
    private static final double BAR_OF_CHECKS = 2;

    /** Maximum CPU time of an exchange, in microseconds. */
    private static final double BAR_OF_EXCHANGE = 300;

    private final List<Measurement> measurements;

    ResultTable(List<Measurement> measurements) {
        this.measurements = measurements;
    }

    /** A comparison of a measurement with its limit. */
    private record Bar(String text, boolean holds) {}

    boolean barsHold() {
        return bars().stream().allMatch(Bar::holds);
    }

    String print(Options options) {
        StringBuilder out = new StringBuilder();
        out.append("%n%-25s %10s %8s %8s %9s %9s %9s %13s %9s %9s%n"
                .formatted(
                        "",
                        "requests/s",
                        "p50 ms",
                        "p99 ms",
                        "JVM us",
                        "PG us",
                        "sum us",
                        "min-max",
                        "ratio",
                        "events/rq"));
        rows().forEach(row -> out.append(line(row)));
        out.append("%nMedians of %d rounds; CPU microseconds per request, including the database; %d keys; %s%n"
                .formatted(options.rounds(), options.keys(), machine()));
        if (options.seconds() > 0) {
            return out.append("Every request succeeded. A short run measures nothing, so no target is checked.%n"
                            .formatted())
                    .toString();
        }
        bars().forEach(bar ->
                out.append("%s  %s%n".formatted(bar.holds() ? "target met:   " : "TARGET MISSED:", bar.text())));
        return out.toString();
    }

    private String line(Workload row) {
        return "%-25s %10.0f %8.2f %8.2f %9.1f %9.1f %9.1f %13s %9s %9.3f%n"
                .formatted(
                        row.title(),
                        median(row, m -> m.report().requestsPerSecond()),
                        median(row, m -> m.report().p50Millis()),
                        median(row, m -> m.report().p99Millis()),
                        median(row, Measurement::jvmMicros),
                        median(row, Measurement::postgresMicros),
                        median(row, Measurement::micros),
                        spread(row),
                        has(row.constant()) ? "%.2f".formatted(ratio(row)) : "-",
                        median(row, Measurement::eventsPerRequest));
    }

    private List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Workload row : rows()) {
            if (!row.hasBar()) {
                continue;
            }
            if (row == Workload.EXCHANGE) {
                double micros = median(row, Measurement::micros);
                bars.add(new Bar(
                        "%s <= %.0f us CPU: %.0f".formatted(row.title(), BAR_OF_EXCHANGE, micros),
                        micros <= BAR_OF_EXCHANGE));
            } else if (has(row.constant())) {
                bars.add(new Bar(
                        "%s <= %.0f x %s: %.2f"
                                .formatted(
                                        row.title(),
                                        BAR_OF_CHECKS,
                                        row.constant().title(),
                                        ratio(row)),
                        ratio(row) <= BAR_OF_CHECKS));
            }
        }
        return bars;
    }

    private double ratio(Workload row) {
        return median(row, Measurement::micros) / median(row.constant(), Measurement::micros);
    }

    private String spread(Workload row) {
        double[] sums = of(row).mapToDouble(Measurement::micros).sorted().toArray();
        return "%.0f-%.0f".formatted(sums[0], sums[sums.length - 1]);
    }

    private double median(Workload row, ToDoubleFunction<Measurement> value) {
        double[] sorted = of(row).mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private List<Workload> rows() {
        return Arrays.stream(Workload.values()).filter(this::has).toList();
    }

    private boolean has(Workload row) {
        return of(row).findAny().isPresent();
    }

    private Stream<Measurement> of(Workload row) {
        return measurements.stream().filter(measurement -> measurement.workload() == row);
    }

    private static String machine() {
        return "%d cores, Java %s".formatted(Runtime.getRuntime().availableProcessors(), Runtime.version());
    }
}
