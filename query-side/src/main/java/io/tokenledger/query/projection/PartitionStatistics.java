package io.tokenledger.query.projection;

import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Updates the planner's statistics of partitioned tables. Autovacuum analyzes partitions only. Without statistics of the
 * whole table, the planner expects thousands of entries at each position. It then reads all texts and keys for one page.
 */
@Component
class PartitionStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionStatistics.class);

    /**
     * Tables that were never analyzed, or whose size has changed by a fifth since. A table that was never analyzed has -1
     * rows. Autovacuum counts the rows of the partitions.
     */
    private static final String OUTDATED = """
            SELECT format('%I.%I', c.relnamespace::regnamespace, c.relname) FROM pg_class c
            WHERE c.relkind = 'p' AND NOT c.relispartition AND c.relnamespace = 'query_side'::regnamespace
              AND (SELECT sum(greatest(p.reltuples, 0)) FROM pg_partition_tree(c.oid) t JOIN pg_class p ON p.oid = t.relid
                   WHERE t.isleaf) NOT BETWEEN c.reltuples * 0.8 AND c.reltuples * 1.2
            ORDER BY c.relname""";

    private final JdbcClient jdbc;

    PartitionStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Each process of the query side tries it. A second one finds nothing to do. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void sweep() {
        try {
            RequestDeadline.runLongWork(this::update);
        } catch (DataAccessException later) {
            LOG.warn(
                    "The planner's statistics of partitioned tables were not updated, so lists can be slow. The next sweep"
                            + " in 1 hour retries it: {}",
                    later.getMessage());
        }
    }

    /**
     * Analyzes the outdated tables. Readers and writers continue meanwhile.
     *
     * @return names of the analyzed tables, with their schema
     */
    List<String> update() {
        List<String> outdated =
                jdbc.sql(OUTDATED).query((row, number) -> row.getString(1)).list();
        outdated.forEach(table -> jdbc.sql("ANALYZE " + table).update());
        return outdated;
    }
}
