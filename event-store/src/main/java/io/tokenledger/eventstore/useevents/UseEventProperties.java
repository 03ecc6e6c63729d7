package io.tokenledger.eventstore.useevents;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How uses of credentials are stored.
 *
 * @param partitionSize number of positions of each new partition of uses, at least 1,000
 */
@ConfigurationProperties("ledger.storage")
record UseEventProperties(@DefaultValue("10000000") long partitionSize) {
    private static final long MIN_PARTITION_SIZE = 1_000;

    UseEventProperties {
        if (partitionSize < MIN_PARTITION_SIZE) {
            throw new IllegalArgumentException("LEDGER_STORAGE_PARTITION_SIZE must be at least " + MIN_PARTITION_SIZE
                    + ", but is " + partitionSize + ".");
        }
    }
}
