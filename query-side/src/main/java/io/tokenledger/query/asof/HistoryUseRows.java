package io.tokenledger.query.asof;

import io.tokenledger.eventstore.useevents.ExpiredUses;
import io.tokenledger.eventstore.useevents.ExpiredUses.Selection;
import io.tokenledger.query.projection.UseRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drops the last uses and idle periods of dropped uses, except the last use of each key. */
@Repository
class HistoryUseRows implements UseRows {
    private final JdbcClient jdbc;

    HistoryUseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public List<String> partitioned() {
        return List.of(); // each key keeps its last use
    }

    @Override
    public void drop(ExpiredUses uses, Selection selection) {
        jdbc.sql("""
                        DELETE FROM query_side.token_idle_period_v1 i
                        WHERE position >= ? AND position < ? AND NOT EXISTS (SELECT FROM pg_temp.kept_use k WHERE k.position = i.position)""")
                .params(selection.partition().firstPosition(), selection.end())
                .update();
        uses.keepLastUses(selection);
        uses.dropRows(selection, "query_side.token_last_use_v2");
    }

    @Override
    public void dropShared(Selection selection) {}
}
