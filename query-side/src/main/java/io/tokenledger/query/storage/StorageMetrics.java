package io.tokenledger.query.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes the size of each part of the store. */
@Component
class StorageMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(StorageMetrics.class);
    private static final String UNIT = "bytes";

    private final StorageReporter reporter;
    private final MultiGauge sizes;
    private volatile double bytesPerDay = Double.NaN;
    private volatile double freePartitions = Double.NaN;

    StorageMetrics(StorageReporter reporter, MeterRegistry meters) {
        this.reporter = reporter;
        this.sizes = MultiGauge.builder("ledger.storage.size")
                .baseUnit(UNIT)
                .description("Size of the tables and indexes of a part of the store")
                .register(meters);
        Gauge.builder("ledger.storage.growth", () -> bytesPerDay)
                .baseUnit(UNIT)
                .description("Growth of the store per day, from the events of the last seven days")
                .register(meters);
        Gauge.builder("ledger.storage.partitions.free", () -> freePartitions)
                .description(
                        "Partitions of the uses that no event has reached; uses are refused soon after there is none")
                .register(meters);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 300, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        try {
            StorageReport report = reporter.report();
            sizes.register(
                    report.parts().stream()
                            .<MultiGauge.Row<?>>map(
                                    part -> MultiGauge.Row.of(Tags.of("part", part.name()), part.bytes()))
                            .toList(),
                    true);
            bytesPerDay = report.bytesPerDay();
            freePartitions = free(report.partitions());
        } catch (DataAccessException away) {
            LOG.debug("The store is unavailable. Its size is read again in five minutes.", away);
        }
    }

    private double free(List<StorageReport.UsePartition> partitions) {
        long head = reporter.head();
        return partitions.stream()
                .filter(partition -> partition.firstPosition() > head)
                .count();
    }
}
