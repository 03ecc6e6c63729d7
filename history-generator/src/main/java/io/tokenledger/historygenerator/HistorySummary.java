package io.tokenledger.historygenerator;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of events of each type in a history.
 *
 * @param events counts by stored name, in the order of {@link EventTypes}, without types that did not occur
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

    /** The number of all events. */
    public long total() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line for each event type, and one for the total. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        events.forEach((name, count) -> lines.append("%-36s %,14d%n".formatted(name, count)));
        return lines.append("%-36s %,14d".formatted("all", total())).toString();
    }
}
