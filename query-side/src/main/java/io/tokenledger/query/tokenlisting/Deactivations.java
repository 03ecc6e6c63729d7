package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads who deactivated a key, and why. */
@Repository
class Deactivations {
    private static final String LATEST = """
            SELECT r.recorded_at, r.actor_id, r.actor_key_id, a.username, r.reason, (r.data ->> 'act_id')::uuid AS act_id
            FROM (SELECT valid_from FROM token_history_v1
                  WHERE token_id = ? AND because IN ('token.deactivated', 'token.activated') AND valid_from <= ?
                  ORDER BY valid_from DESC LIMIT 1) h
            JOIN audit_trail_v3 r ON r.position = h.valid_from AND r.action = 'token.deactivated'
            LEFT JOIN account_listing_v1 a ON a.account_id = r.actor_id%s""";

    private final JdbcClient jdbc;

    Deactivations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The deactivation of an inactive key.
     *
     * @param by account that deactivated it; null for the ledger itself, such as the rule for idle keys, and for a holder
     *     of the value who reported a leak
     * @param operation bulk operation that it was part of; null if there is none
     * @param ownerMayActivate whether the owner may activate the key again: not if another party deactivated it
     */
    @Schema(name = "KeyDeactivation")
    record Deactivation(
            Instant at,
            @Nullable UUID by,
            @Nullable String byUsername,
            @Nullable String reason,
            @Nullable UUID operation,
            boolean ownerMayActivate) {}

    /** Null if the key was activated since, or if the caller may not see the event. */
    @Nullable
    Deactivation of(ListedToken token, Caller caller, AsOf asOf) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "r", caller);
        return jdbc.sql(LATEST.formatted(visible.where()))
                .param(token.tokenId())
                .param(asOf.position() == null ? Long.MAX_VALUE : asOf.position())
                .params(visible.values())
                .query((row, number) -> read(row, token.ownerId()))
                .optional()
                .orElse(null);
    }

    private static Deactivation read(ResultSet row, UUID owner) throws SQLException {
        UUID by = row.getObject("actor_id", UUID.class);
        boolean byTheLedger = by == null && row.getObject("actor_key_id") == null;
        return new Deactivation(
                row.getTimestamp("recorded_at").toInstant(),
                by,
                row.getString("username"),
                row.getString("reason"),
                row.getObject("act_id", UUID.class),
                byTheLedger || owner.equals(by));
    }
}
