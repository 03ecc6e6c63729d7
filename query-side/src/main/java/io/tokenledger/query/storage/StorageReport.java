package io.tokenledger.query.storage;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Disk space of the store in PostgreSQL, without the write-ahead log.
 *
 * @param asOf time of the report
 * @param bytes size of all parts
 * @param eventsPerDay events per day, over the last seven days or since the first event
 * @param bytesPerDay growth of all parts per day, if events take as much space as before
 * @param partitions partitions of the uses, oldest first
 * @param retention how long uses are kept, and what a shorter retention would free
 */
@Schema(name = "StorageReport")
record StorageReport(
        Instant asOf,
        long bytes,
        long eventsPerDay,
        long bytesPerDay,
        List<StoragePart> parts,
        List<UsePartition> partitions,
        UseRetention retention) {
    /**
     * The retention of uses, LEDGER_RETENTION_USES.
     *
     * @param days days for which uses are kept at least; null: forever
     * @param droppedBefore uses that ended before this instant were dropped; null if none were
     * @param wouldFree estimates for several retentions, shortest first, without regard to legal holds and organizations
     */
    @Schema(name = "UseRetention")
    record UseRetention(@Nullable Long days, @Nullable Instant droppedBefore, List<Estimate> wouldFree) {}

    /**
     * What a retention would free now.
     *
     * @param days days of the retention
     * @param before uses that ended before this instant would be dropped
     * @param bytes size of these uses and of their rows in read models
     */
    @Schema(name = "UseRetentionEstimate")
    record Estimate(int days, Instant before, long bytes) {}

    /**
     * A part of the store.
     *
     * @param rows number of rows, as the statistics of PostgreSQL estimate it
     * @param bytes size of its tables and indexes
     * @param bytesPerDay its growth per day, if events take as much space as before; 0 for a part that does not grow with
     *     the events
     */
    @Schema(name = "StoragePart")
    record StoragePart(
            @Schema(
                    allowableValues = {
                        "uses",
                        "other_events",
                        "audit_trail",
                        "last_uses",
                        "other_read_models",
                        "lookup_tables"
                    })
            String name,

            long rows,
            long bytes,
            long bytesPerDay) {}

    /**
     * A partition of the uses.
     *
     * @param firstPosition its first position
     * @param lastPosition its last position
     * @param firstAt time of its first use; null if it has none
     * @param lastAt time of its last use; null if it has none
     * @param bytes size of the uses, with their indexes
     * @param readModelBytes size of the rows of read models that belong to these uses
     */
    @Schema(name = "UsePartition")
    record UsePartition(
            long firstPosition,
            long lastPosition,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            long bytes,
            long readModelBytes) {}
}
