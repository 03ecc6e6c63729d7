package io.tokenledger.eventstore.useevents;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates the partitions of {@code events.use_event} before they are needed. There is always at least one partition that
 * no event has reached yet.
 */
final class UsePartitions {
    private final JdbcClient jdbc;
    private final long size;

    /** @param size number of positions of each new partition */
    UsePartitions(JdbcClient jdbc, long size) {
        this.jdbc = jdbc;
        this.size = size;
    }

    /** Creates the partitions that are missing. Several processes may call this at the same time. */
    void create() {
        jdbc.sql("SELECT events.require_use_partition(last_value + ?, ?) FROM events.position")
                .params(size, size)
                .query(Long.class)
                .single();
    }
}
