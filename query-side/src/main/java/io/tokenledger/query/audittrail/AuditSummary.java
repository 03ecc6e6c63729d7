package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The counts of the entries of a query, by interval, action, outcome, key and address. */
final class AuditSummary {
    private AuditSummary() {}

    /**
     * The count for one value.
     *
     * @param value an instant, an action, an outcome, the id of a key, or an address
     * @param entries number of rows of the audit trail
     * @param times number of occurrences, with each use counted; at least {@code entries}
     * @param refused number of these occurrences that were refused
     */
    @Schema(name = "AuditCount")
    record Count(String value, long entries, long times, long refused) {}

    /**
     * The counts of a range. Keys and addresses are limited to the twenty with the most occurrences each. Intervals
     * without entries are omitted.
     */
    @Schema(name = "AuditSummary")
    record Summary(
            Instant from,
            Instant to,
            String interval,
            List<Count> intervals,
            List<Count> actions,
            List<Count> outcomes,
            List<Count> tokens,
            List<Count> ips,
            Freshness freshness) {}

    /**
     * A count of one dimension.
     *
     * @param dimension bits of PostgreSQL's {@code grouping(begin, action, outcome, token_id, ip)}: 0 for the dimension
     *     that the value belongs to
     */
    record Cell(int dimension, Count count) {}

    static Summary of(Instant from, Instant to, String interval, List<Cell> cells, Freshness freshness) {
        return new Summary(
                from,
                to,
                interval,
                of(cells, 0b01111).stream()
                        .sorted(Comparator.comparing(Count::value))
                        .toList(),
                of(cells, 0b10111),
                of(cells, 0b11011),
                of(cells, 0b11101),
                of(cells, 0b11110),
                freshness);
    }

    private static List<Count> of(List<Cell> cells, int dimension) {
        return cells.stream()
                .filter(cell -> cell.dimension() == dimension)
                .map(Cell::count)
                .toList();
    }
}
