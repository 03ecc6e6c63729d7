package io.tokenledger.query.projection;

import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The partitions of tables with rows of uses. They have the bounds of the partitions of the uses themselves, so old rows can
 * be dropped together with their uses.
 */
public final class UsePartitions {
    private static final String REQUIRE = "SELECT query_side.require_use_partitions(?, ?, VARIADIC ?::text[])";

    private final JdbcOperations jdbc;
    private final String[] tables;
    private volatile long liveEnd;

    /** @param tables partitioned tables of one projection */
    public UsePartitions(JdbcOperations jdbc, List<String> tables) {
        this.jdbc = jdbc;
        this.tables = tables.toArray(String[]::new);
    }

    /** Creates the partitions for the positions of a batch, if they are missing. Runs in the batch's transaction. */
    public void require(long first, long last) {
        boolean live = ReadModelSchema.areLive();
        if (live && last < liveEnd) {
            return;
        }
        long end = Objects.requireNonNull(jdbc.queryForObject(REQUIRE, Long.class, first, last, tables));
        if (live) {
            CurrentUnitOfWork.get().afterCommit(committed -> liveEnd = end); // a failed batch has created nothing
        }
    }
}
