package io.tokenledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sizes of the store's tables with their indexes, before and after uses that are recorded one by one. */
final class DiskUse {
    private static final String SIZES = """
            SELECT string_agg(relname || '=' || size, ';') FROM (
                SELECT n.nspname || '.' || c.relname AS relname, pg_total_relation_size(c.oid) AS size
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'm') AND n.nspname IN ('events', 'command_side', 'query_side')
            ) tables
            """;

    /** Tables below this share of a use are summed in the total only. */
    private static final double MIN_BYTES = 10;

    private final long events;
    private final Map<String, Long> sizes;

    private DiskUse(long events, Map<String, Long> sizes) {
        this.events = events;
        this.sizes = sizes;
    }

    static DiskUse of(LedgerJvm ledger) throws IOException {
        return new DiskUse(ledger.events(), sizes(ledger.query(SIZES)));
    }

    /** Growth since then, divided by the recorded events; the largest table first. */
    List<Figure> since(DiskUse earlier) {
        long recorded = Math.max(1, events - earlier.events);
        Map<String, Double> growth = new TreeMap<>();
        sizes.forEach((table, size) ->
                growth.put(table, (double) (size - earlier.sizes.getOrDefault(table, 0L)) / recorded));
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                "disk per recorded use, all tables",
                growth.values().stream().mapToDouble(Double::doubleValue).sum(),
                "bytes"));
        growth.entrySet().stream()
                .filter(table -> table.getValue() >= MIN_BYTES)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(table -> Figure.of("  " + table.getKey(), table.getValue(), "bytes"))
                .forEach(figures::add);
        return figures;
    }

    /** Sizes divided by the number of events; the largest table first. */
    List<Figure> perEvent() {
        return since(new DiskUse(0, Map.of()));
    }

    private static Map<String, Long> sizes(String text) {
        Map<String, Long> sizes = new TreeMap<>();
        for (String entry : text.split(";", -1)) {
            sizes.put(entry.substring(0, entry.indexOf('=')), Long.valueOf(entry.substring(entry.indexOf('=') + 1)));
        }
        return sizes;
    }
}
