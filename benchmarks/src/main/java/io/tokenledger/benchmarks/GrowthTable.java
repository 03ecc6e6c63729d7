package io.tokenledger.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One line per query, with its time and the length of its answer at each size of the ledger, and one per figure. */
final class GrowthTable {
    private static final int WIDTH = 62;

    private final Map<String, List<Point>> lines = new LinkedHashMap<>();
    private final Map<String, Map<Long, Double>> figures = new LinkedHashMap<>();

    /**
     * A query at one size of the ledger.
     *
     * @param size number of events
     * @param millis median time in milliseconds
     * @param slowest time of the slowest measured request in milliseconds, at least the 95th percentile
     * @param characters length of the answer
     */
    private record Point(long size, double millis, double slowest, long characters) {}

    void add(long size, String question, List<SuperuserClient.Answer> answers) {
        double[] sorted = answers.stream()
                .mapToDouble(SuperuserClient.Answer::millis)
                .sorted()
                .toArray();
        lines.computeIfAbsent(shown(question), one -> new ArrayList<>())
                .add(new Point(
                        size,
                        sorted[sorted.length / 2],
                        sorted[sorted.length - 1],
                        answers.getLast().body().length()));
    }

    /** Adds further figures of a size. */
    void add(long size, List<Figure> more) {
        more.forEach(figure -> figures.computeIfAbsent(
                        (figure.title() + ", " + figure.unit()).replaceAll(", $", ""), one -> new TreeMap<>())
                .put(size, figure.value()));
    }

    String print() {
        StringBuilder out = new StringBuilder();
        List<Point> sizes = lines.values().iterator().next();
        out.append(("%n%-" + WIDTH + "s").formatted("median / slowest ms (response characters) by events"));
        sizes.forEach(point -> out.append("%28s".formatted("%,d".formatted(point.size()))));
        out.append("%12s%n".formatted("growth"));
        lines.forEach((question, points) -> out.append(line(question, points)));
        out.append(
                "%ngrowth: factor of the time / of the response size, from the first to the last column%n".formatted());
        figures.forEach((title, values) -> out.append(line(title, values, sizes)));
        return out.toString();
    }

    private static String line(String title, Map<Long, Double> values, List<Point> sizes) {
        return ("%-" + WIDTH + "s%s%n")
                .formatted(
                        title,
                        sizes.stream()
                                .map(point -> values.get(point.size()))
                                .map(value -> "%28s".formatted(value == null ? "" : "%,.1f".formatted(value)))
                                .collect(Collectors.joining()));
    }

    private static String line(String question, List<Point> points) {
        Point first = points.getFirst();
        Point last = points.getLast();
        return ("%-" + WIDTH + "s%s%12s%n")
                .formatted(
                        question,
                        points.stream()
                                .map(point -> "%28s"
                                        .formatted("%.1f / %.1f (%,d)"
                                                .formatted(point.millis(), point.slowest(), point.characters())))
                                .collect(Collectors.joining()),
                        "%.1f / %.1f"
                                .formatted(
                                        last.millis() / first.millis(),
                                        (double) last.characters() / first.characters()));
    }

    /** Removes ids and instants, which differ in each run. */
    private static String shown(String question) {
        String plain = question.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…").replaceAll("2\\d{3}-[0-9T:.-]+Z", "…");
        return plain.substring(0, Math.min(WIDTH - 1, plain.length()));
    }
}
