package io.tokenledger.query.storage;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.useevents.UseRetentionProperties;
import io.tokenledger.query.freshness.DroppedUses;
import io.tokenledger.query.storage.StorageReport.Estimate;
import io.tokenledger.query.storage.StorageReport.StoragePart;
import io.tokenledger.query.storage.StorageReport.UsePartition;
import io.tokenledger.query.storage.StorageReport.UseRetention;
import io.tokenledger.query.storage.StorageRepository.PartSize;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Computes how fast the store grows from its size and the number of recent events. */
@Component
class StorageReporter {
    private static final Duration RECENT = Duration.ofDays(7);

    /** Retentions that are common in policies. */
    private static final List<Integer> ESTIMATED_DAYS = List.of(31, 90, 180, 365, 730);

    /** Their sizes follow the number of keys and accounts, not that of events. */
    private static final Set<String> BOUNDED = Set.of("lookup_tables");

    private final StorageRepository sizes;
    private final EventPositions positions;
    private final UseRetentionProperties retention;
    private final DroppedUses dropped;
    private final Clock clock;

    StorageReporter(
            StorageRepository sizes,
            EventPositions positions,
            UseRetentionProperties retention,
            DroppedUses dropped,
            Clock clock) {
        this.sizes = sizes;
        this.positions = positions;
        this.retention = retention;
        this.dropped = dropped;
        this.clock = clock;
    }

    /** The position of the last event. */
    long head() {
        return positions.head();
    }

    StorageReport report() {
        Instant now = clock.instant();
        long head = positions.head();
        double eventsPerDay = eventsPerDay(now, head);
        double shareOfADay = head == 0 ? 0 : eventsPerDay / head;
        List<PartSize> measured = sizes.parts();
        List<UsePartition> partitions = sizes.partitions();
        List<StoragePart> parts = measured.stream()
                .map(part -> new StoragePart(
                        part.name(),
                        part.rows(),
                        part.bytes(),
                        BOUNDED.contains(part.name()) ? 0 : Math.round(part.growing() * shareOfADay)))
                .toList();
        return new StorageReport(
                now,
                parts.stream().mapToLong(StoragePart::bytes).sum(),
                Math.round(eventsPerDay),
                parts.stream().mapToLong(StoragePart::bytesPerDay).sum(),
                parts,
                partitions,
                new UseRetention(
                        retention.uses() == null ? null : retention.uses().toDays(),
                        dropped.before(),
                        ESTIMATED_DAYS.stream()
                                .map(days -> estimate(days, now, head, partitions))
                                .toList()));
    }

    private Estimate estimate(int days, Instant now, long head, List<UsePartition> partitions) {
        Instant before = UseRetentionProperties.firstKept(now, Duration.ofDays(days));
        long last =
                positions.lastBy(before).map(EventPositions.Recorded::position).orElse(0L);
        return new Estimate(
                days,
                before,
                partitions.stream()
                        .mapToLong(partition -> bytesUpTo(last, partition, head))
                        .sum());
    }

    /** The part of a partition's size up to a position, as if each position took as much space. */
    private static long bytesUpTo(long position, UsePartition partition, long head) {
        long size = Math.min(partition.lastPosition(), head) - partition.firstPosition() + 1;
        if (size <= 0 || position == 0) { // no event in the partition, or none up to then
            return 0;
        }
        long before = Math.clamp(position - partition.firstPosition() + 1, 0, size);
        return Math.round((double) (partition.bytes() + partition.readModelBytes()) * before / size);
    }

    private double eventsPerDay(Instant now, long head) {
        Instant begin = now.minus(RECENT);
        long before =
                positions.lastBy(begin).map(EventPositions.Recorded::position).orElse(0L);
        if (before == 0) {
            begin = positions.firstAfter(0).map(EventPositions.Recorded::at).orElse(now);
        }
        double days = (double) Duration.between(begin, now).toMillis()
                / Duration.ofDays(1).toMillis();
        return (head - before)
                / Math.max(days, 1.0 / 24); // an hour at least, so that a new ledger shows no absurd rate
    }
}
