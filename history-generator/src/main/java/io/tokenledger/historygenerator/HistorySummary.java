package io.tokenledger.historygenerator;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many events of each kind a history had.
 *
 * @param events by stored name, in the order of the alphabet; those that never happened are left out
 */
public record HistorySummary(Map<String, Long> events) {
    static HistorySummary of(Map<Class<? extends LedgerEvent>, Long> counts) {
        Map<String, Long> events = new LinkedHashMap<>();
        EventTypes.byStoredName().forEach((name, event) -> {
            Long count = counts.get(event);
            if (count != null) {
                events.put(name, count);
            }
        });
        return new HistorySummary(Collections.unmodifiableMap(events));
    }

    /** All of them together. */
    public long total() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A line for each kind, and one for all. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        events.forEach((name, count) -> lines.append("%-36s %,14d%n".formatted(name, count)));
        return lines.append("%-36s %,14d".formatted("all", total())).toString();
    }
}
