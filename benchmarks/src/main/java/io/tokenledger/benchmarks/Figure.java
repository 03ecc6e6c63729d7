package io.tokenledger.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line below the table of requests: one measured number, and the target if there is one.
 *
 * @param title what was measured
 * @param value measured number
 * @param unit unit of the number
 * @param target limit that the number must meet; null if it has none
 */
record Figure(
        String title, double value, String unit, @Nullable Target target) {
    /**
     * A limit.
     *
     * @param limit largest permitted value, or the smallest if {@code atLeast}
     * @param atLeast whether a larger value is better
     */
    record Target(double limit, boolean atLeast) {
        boolean holds(double value) {
            return atLeast ? value >= limit : value <= limit;
        }
    }

    static Figure of(String title, double value, String unit) {
        return new Figure(title, value, unit, null);
    }

    static Figure atMost(double limit, String title, double value, String unit) {
        return new Figure(title, value, unit, new Target(limit, false));
    }

    static Figure atLeast(double limit, String title, double value, String unit) {
        return new Figure(title, value, unit, new Target(limit, true));
    }

    boolean holds() {
        return target == null || target.holds(value);
    }

    /** The line, with a verdict if there is a target and it is checked. */
    String line(boolean checked) {
        String number = "%-52s %12s %s".formatted(title, shown(value), unit);
        if (target == null || !checked) {
            return number;
        }
        String verdict = holds() ? "target met:" : "TARGET MISSED:";
        return "%-78s %s %s %s".formatted(number, verdict, target.atLeast() ? ">=" : "<=", shown(target.limit()));
    }

    private static String shown(double number) {
        return number >= 100 ? String.format(Locale.ROOT, "%,.0f", number) : String.format(Locale.ROOT, "%.2f", number);
    }
}
