package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.useevents.ExpiredUses;
import io.tokenledger.eventstore.useevents.ExpiredUses.Selection;
import io.tokenledger.query.projection.UseRows;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drops the entries of dropped uses, and the texts and times that only they had. The sums of each day remain. */
@Repository
@Order(Ordered.HIGHEST_PRECEDENCE) // before the last uses, which keep more rows
class AuditTrailUseRows implements UseRows {
    private static final List<String> PARTITIONED =
            List.of("query_side.audit_trail_use_v3", "query_side.audit_trail_organization_use_v3");

    private static final String TEXTS = """
            CREATE TEMPORARY TABLE dropped_text ON COMMIT DROP AS
            SELECT DISTINCT text_hash FROM query_side.audit_trail_use_v3 r
            WHERE position >= ? AND position < ?
              AND NOT EXISTS (SELECT FROM pg_temp.kept_use k WHERE k.position = r.position)""";

    private static final String DELETE_TEXTS = """
            DELETE FROM query_side.audit_trail_text_v2 t USING pg_temp.dropped_text d
            WHERE t.text_hash = d.text_hash
              AND NOT EXISTS (SELECT FROM query_side.audit_trail_v3 r WHERE r.text_hash = t.text_hash)""";

    /** Computes the affected slots again from the entries that remain. */
    private static final String DELETE_SLOTS = """
            WITH old AS (
                DELETE FROM query_side.audit_trail_slot_v2 WHERE last_position >= ? AND first_position < ?
                RETURNING first_position, last_position)
            SELECT min(first_position) AS first, max(last_position) AS last FROM old""";

    private static final String WRITE_SLOTS = """
            INSERT INTO query_side.audit_trail_slot_v2 (slot, first_position, last_position)
            SELECT date_bin('10 minutes', recorded_at, 'epoch'), min(position), max(position)
            FROM query_side.audit_trail_v3 WHERE place >= ? AND place <= ? GROUP BY 1
            ON CONFLICT DO NOTHING""";

    private final JdbcClient jdbc;

    AuditTrailUseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> tables() {
        return List.of("audit_trail_v3", "audit_trail_organization_v3", "audit_trail_text_v2", "audit_trail_slot_v2");
    }

    @Override
    public List<String> partitioned() {
        return PARTITIONED;
    }

    @Override
    public void drop(ExpiredUses uses, Selection selection) {
        long first = selection.partition().firstPosition();
        jdbc.sql(TEXTS).params(first, selection.end()).update();
        jdbc.sql("ANALYZE pg_temp.dropped_text").update();
        PARTITIONED.forEach(table -> uses.dropRows(selection, table));
    }

    @Override
    public void dropShared(Selection selection) {
        jdbc.sql(DELETE_TEXTS).update();
        writeSlots(selection.partition().firstPosition(), selection.end());
    }

    private void writeSlots(long first, long end) {
        long[] range = jdbc.sql(DELETE_SLOTS)
                .params(first, end)
                .query((row, number) -> new long[] {row.getLong("first"), row.getLong("last")})
                .single();
        jdbc.sql(WRITE_SLOTS).params(range[0], range[1]).update();
    }
}
