package io.tokenledger.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The medians over all rounds, the further figures, and the targets that they must meet. */
final class ResultTable {
    private static final double MAX_EXCHANGE_MICROS = 250;
    private static final double MAX_CHANGE_MICROS = 1_000;
    private static final double MAX_TAIL_RATIO = 3;
    private static final double MAX_RATIO_OF_FOUR_CALLERS = 4;

    private final List<Measurement> measurements;
    private final List<Figure> further;

    ResultTable(List<Measurement> measurements) {
        this(measurements, List.of());
    }

    private ResultTable(List<Measurement> measurements, List<Figure> further) {
        this.measurements = measurements;
        this.further = further;
    }

    ResultTable with(List<Figure> figures) {
        return new ResultTable(measurements, figures);
    }

    double requestsPerSecond(Workload row) {
        return median(row, m -> m.report().requestsPerSecond());
    }

    boolean targetsHold() {
        return figures().allMatch(Figure::holds);
    }

    String print(Options options) {
        StringBuilder out = new StringBuilder();
        out.append("%n%-25s %10s %8s %8s %9s %9s %9s %13s %9s %9s %9s%n"
                .formatted(
                        "",
                        "requests/s",
                        "p50 ms",
                        "p99 ms",
                        "JVM us",
                        "PG us",
                        "sum us",
                        "min-max",
                        "x Tomcat",
                        "x const",
                        "events/rq"));
        rows().forEach(row -> out.append(line(row)));
        out.append("%nMedians of %d rounds; CPU microseconds per request, including the database; %d keys; %s%n%n"
                .formatted(options.rounds(), options.keys(), machine()));
        figures()
                .forEach(figure -> out.append(figure.line(!options.isShort()).stripTrailing())
                        .append("\n"));
        if (options.isShort()) {
            out.append("Every request succeeded. A short run measures nothing, so no target is checked.\n");
        }
        return out.toString();
    }

    private String line(Workload row) {
        return "%-25s %10.0f %8.2f %8.2f %9.1f %9.1f %9.1f %13s %9s %9s %9.3f%n"
                .formatted(
                        row.title(),
                        requestsPerSecond(row),
                        median(row, m -> m.report().p50Millis()),
                        median(row, m -> m.report().p99Millis()),
                        median(row, Measurement::jvmMicros),
                        median(row, Measurement::postgresMicros),
                        median(row, Measurement::micros),
                        spread(row),
                        has(row.bareTomcat()) ? "%.2f".formatted(ratio(row, row.bareTomcat())) : "-",
                        has(row.constant()) ? "%.2f".formatted(ratio(row, row.constant())) : "-",
                        median(row, Measurement::eventsPerRequest));
    }

    private Stream<Figure> figures() {
        return Stream.concat(rows().flatMap(row -> targets(row).stream()), further.stream());
    }

    private List<Figure> targets(Workload row) {
        return switch (row) {
            case VERIFY_FEW ->
                Stream.concat(
                                ofBareTomcat(row, 2.5).stream(),
                                ofResponseTime(row, "p99", WrkReport::p99Millis, MAX_TAIL_RATIO, Workload.CONSTANT_GET)
                                        .stream())
                        .toList();
            case VERIFY_STEADY -> ofBareTomcat(row, 3.5);
            case INTROSPECT_FEW -> ofBareTomcat(row, 3);
            case INTROSPECT_STEADY -> ofBareTomcat(row, 4.5);
            case EXCHANGE -> List.of(ofCpuTime(row, MAX_EXCHANGE_MICROS));
            case CREATE_BY_FOUR ->
                ofResponseTime(row, "p50", WrkReport::p50Millis, MAX_RATIO_OF_FOUR_CALLERS, Workload.CREATE_BY_ONE);
            case CREATE, ROTATE -> List.of(ofCpuTime(row, MAX_CHANGE_MICROS));
            default -> List.of();
        };
    }

    private List<Figure> ofBareTomcat(Workload row, double limit) {
        Workload tomcat = row.bareTomcat();
        return has(tomcat)
                ? List.of(Figure.atMost(limit, row.title(), ratio(row, tomcat), "x " + tomcat.title()))
                : List.of();
    }

    private List<Figure> ofResponseTime(
            Workload row, String name, ToDoubleFunction<WrkReport> time, double limit, Workload reference) {
        if (!has(reference)) {
            return List.of();
        }
        ToDoubleFunction<Measurement> measured = m -> time.applyAsDouble(m.report());
        double ratio = median(row, measured) / median(reference, measured);
        return List.of(Figure.atMost(limit, row.title() + ", " + name, ratio, "x " + reference.title()));
    }

    private Figure ofCpuTime(Workload row, double limit) {
        return Figure.atMost(limit, row.title(), median(row, Measurement::micros), "us CPU");
    }

    private double ratio(Workload row, Workload reference) {
        return median(row, Measurement::micros) / median(reference, Measurement::micros);
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

    private Stream<Workload> rows() {
        return Arrays.stream(Workload.values()).filter(this::has);
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
