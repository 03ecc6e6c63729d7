package io.tokenledger.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The result of one run of wrk. */
record WrkReport(long requests, double seconds, double p50Millis, double p99Millis) {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
    private static final Pattern FAILURES = Pattern.compile("(?m)^\\s*(Non-2xx.*|Socket errors.*)$");

    /**
     * Parses wrk's output.
     *
     * @throws IllegalStateException if a request failed, because the cost of an error is not that of an answer
     */
    static WrkReport parse(String words) {
        Matcher failures = FAILURES.matcher(words);
        if (failures.find()) {
            throw new IllegalStateException("Requests failed: " + failures.group(1));
        }
        Matcher total = TOTAL.matcher(words);
        if (!total.find() || total.group(1).equals("0")) {
            throw new IllegalStateException("wrk reports no requests:\n" + words);
        }
        return new WrkReport(
                Long.parseLong(total.group(1)),
                millis(total.group(2), total.group(3)) / 1_000,
                percentile(words, "50"),
                percentile(words, "99"));
    }

    double requestsPerSecond() {
        return requests / seconds;
    }

    private static double percentile(String words, String percent) {
        Matcher line = Pattern.compile("(?m)^\\s*" + percent + "%\\s+([\\d.]+)(us|ms|s|m)")
                .matcher(words);
        if (!line.find()) {
            throw new IllegalStateException("wrk reports no latency:\n" + words);
        }
        return millis(line.group(1), line.group(2));
    }

    private static double millis(String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (unit) {
            case "us" -> value / 1_000;
            case "ms" -> value;
            case "s" -> value * 1_000;
            case "m" -> value * 60_000;
            default -> throw new IllegalStateException("unknown unit of wrk: " + unit);
        };
    }
}
