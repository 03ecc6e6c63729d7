package io.tokenledger.query.erasure;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.query.Disclosures;
import io.tokenledger.api.query.Disclosures.Download;
import io.tokenledger.api.query.Disclosures.RemovedSink;
import io.tokenledger.api.query.Disclosures.SinkCopy;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads which sinks and downloads contain entries about an account. */
@Repository
@SharedQueryHandler
class DisclosureRepository {
    /** The place of the first entry about the account. */
    private static final String SINCE =
            "place > (SELECT coalesce(min(place), 9223372036854775807) FROM audit_trail_v3 WHERE owner_id = ?)";

    private static final String DOWNLOADS =
            "FROM audit_trail_v3 WHERE action IN ('ledger.exported', 'ledger.case_handed_over') AND " + SINCE;

    private static final String REMOVED_SINKS = "FROM audit_trail_v3 WHERE action = 'ledger.sink_removed' AND " + SINCE;

    private final JdbcClient jdbc;

    DisclosureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Disclosures find(UUID accountId) {
        List<SinkCopy> sinks = jdbc.sql("""
                        SELECT coalesce(m.name, s.name) AS name, s.delivered_at
                        FROM sink s LEFT JOIN managed_sink_v1 m ON m.sink_id::text = s.name
                        WHERE s.position >= (SELECT min(position) FROM audit_trail_v3 WHERE owner_id = ?)
                          AND m.removed IS NOT TRUE
                        ORDER BY 1""")
                .param(accountId)
                .query((row, number) -> new SinkCopy(row.getString("name"), Sql.instant(row, "delivered_at")))
                .list();
        List<Download> downloads = jdbc.sql(
                        "SELECT position, action, recorded_at, actor_id " + DOWNLOADS + " ORDER BY place DESC LIMIT ?")
                .params(accountId, ApiLimits.MAX_LISTED_DOWNLOADS)
                .query((row, number) -> new Download(
                        row.getLong("position"),
                        row.getString("action"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getObject("actor_id", UUID.class)))
                .list();
        List<RemovedSink> removed = jdbc.sql(
                        "SELECT data ->> 'sink' AS name, recorded_at " + REMOVED_SINKS + " ORDER BY place DESC LIMIT ?")
                .params(accountId, ApiLimits.MAX_LISTED_REMOVED_SINKS)
                .query((row, number) -> new RemovedSink(
                        row.getString("name"), row.getTimestamp("recorded_at").toInstant()))
                .list();
        return new Disclosures(
                sinks,
                removed,
                count(REMOVED_SINKS, accountId) - removed.size(),
                downloads,
                count(DOWNLOADS, accountId) - downloads.size());
    }

    private long count(String rows, UUID accountId) {
        return jdbc.sql("SELECT count(*) " + rows)
                .param(accountId)
                .query(Long.class)
                .single();
    }
}
