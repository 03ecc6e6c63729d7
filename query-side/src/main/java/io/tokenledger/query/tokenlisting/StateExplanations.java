package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.VisibleHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Explains a past state of a key by its events. */
@Repository
class StateExplanations {
    private final JdbcClient jdbc;

    StateExplanations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event that determines the state of the key. */
    @Schema(name = "StateReason")
    record Because(long position, String action, Instant time) {}

    /**
     * The key's events in order, with the last use, as far as the caller may see them. Null for the present, which the
     * timeline explains.
     */
    @Nullable
    List<Because> of(ListedToken token, Caller caller, AsOf asOf) {
        Long position = asOf.position();
        if (position == null) {
            return null;
        }
        String visible = VisibleHistory.periodsOf(caller, asOf)
                .map(periods -> " WHERE EXISTS (SELECT FROM " + periods + " p WHERE p.account_id = :owner"
                        + " AND p.begins <= e.position AND p.ends > e.position AND p.since <= e.time)")
                .orElse("");
        return jdbc.sql("""
                        SELECT * FROM (
                            (SELECT valid_from AS position, because AS action, since AS time FROM token_history_v1
                             WHERE token_id = :id AND valid_from <= :position ORDER BY valid_from DESC LIMIT :most)
                            UNION ALL
                            (SELECT position, 'token.used', used_at FROM token_last_use_v2
                             WHERE token_id = :id AND position <= :position ORDER BY position DESC LIMIT 1)) e%s
                        ORDER BY position""".formatted(visible))
                .param("id", token.tokenId())
                .param("owner", token.ownerId())
                .param("position", position)
                .param("most", QueryLimits.MAX_EXPLAINING_EVENTS)
                .query((row, number) -> new Because(
                        row.getLong("position"),
                        row.getString("action"),
                        row.getTimestamp("time").toInstant()))
                .list();
    }
}
