package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.bulkoperation.DeactivationListingEndpoint.BulkOperationEntry;
import io.tokenledger.query.bulkoperation.DeactivationListingEndpoint.BulkOperationKey;
import io.tokenledger.query.bulkoperation.DeactivationListingEndpoint.LaterOperation;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads bulk operations from the audit trail, and their keys with their current state from the listing. */
@Repository
@SharedQueryHandler
class BulkOperationRepository {
    private static final String STARTED = "r.action = 'ledger.bulk_act_begun'";

    private static final String OPERATIONS = """
            SELECT r.*, r.data ->> 'act' AS act, r.data ->> 'act_id' AS act_id, (r.data ->> 'matched')::integer AS matched
            FROM audit_trail_v3 r%s ORDER BY r.place DESC LIMIT %d""";

    private static final String KEYS = """
            SELECT t.token_id, t.name, t.owner_id, t.active, t.deleted, k.refused_uses, k.last_refused_at, k.addresses
            FROM audit_trail_v3 r
            JOIN token_listing_v1 t ON t.token_id = r.token_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(c.refused_uses), 0)::bigint AS refused_uses, max(c.last_at) AS last_refused_at,
                       (array_agg(host(c.ip) ORDER BY c.refused_uses DESC, c.ip) FILTER (WHERE c.ip IS NOT NULL))[1:10]
                           AS addresses
                FROM (SELECT u.ip, sum(u.count) AS refused_uses, max(u.last_at) AS last_at FROM audit_trail_v3 u
                      WHERE u.token_id = r.token_id AND u.place > r.position AND u.outcome = 'refused'%s
                      GROUP BY u.ip) c) k
            WHERE r.data ->> 'act_id' = ? AND r.token_id IS NOT NULL%s
            ORDER BY k.refused_uses DESC, t.created_at DESC, t.token_id""";

    /** One row for each operation: what it was, and what has become of its keys. */
    private static final String OUTCOMES = """
            SELECT o.data ->> 'act_id' AS act_id, o.data ->> 'act' AS act, o.reason, o.recorded_at, o.actor_id, k.*
            FROM audit_trail_v3 o
            CROSS JOIN LATERAL (
                SELECT count(*)::integer AS keys,
                       (count(*) FILTER (WHERE t.active AND NOT t.deleted))::integer AS active_keys,
                       (count(*) FILTER (WHERE t.deleted))::integer AS deleted_keys,
                       coalesce(sum(c.refused_uses), 0)::bigint AS refused_uses, max(c.last_at) AS last_refused_at
                FROM audit_trail_v3 r
                JOIN token_listing_v1 t ON t.token_id = r.token_id
                CROSS JOIN LATERAL (
                    SELECT sum(u.count) AS refused_uses, max(u.last_at) AS last_at FROM audit_trail_v3 u
                    WHERE u.token_id = r.token_id AND u.place > r.position AND u.outcome = 'refused') c
                WHERE r.data ->> 'act_id' = o.data ->> 'act_id' AND r.token_id IS NOT NULL) k
            WHERE o.data ->> 'act_id' = ANY (?) AND o.action = 'ledger.bulk_act_begun'
            ORDER BY o.place""";

    /** Operations on keys of an earlier one. Only a reader of all operations sees a reason that no event of a key has. */
    private static final String LATER = """
            SELECT o.data ->> 'act_id' AS act_id, o.data ->> 'act' AS act, o.recorded_at, o.actor_id,
                   CASE WHEN ? THEN o.reason ELSE max(r.reason) END AS reason, count(*)::integer AS keys
            FROM audit_trail_v3 o
            JOIN audit_trail_v3 r ON r.data ->> 'act_id' = o.data ->> 'act_id' AND r.token_id IS NOT NULL
            JOIN token_listing_v1 t ON t.token_id = r.token_id
            WHERE o.action = 'ledger.bulk_act_begun' AND o.data -> 'filter' ->> 'deactivation' = ?%s
            GROUP BY o.position, o.place, o.data, o.recorded_at, o.actor_id, o.reason
            ORDER BY o.place LIMIT %d""";

    private static final String UNCHANGED_KEYS = """
            SELECT t.token_id, t.name, t.owner_id FROM audit_trail_v3 r
            JOIN token_listing_v1 t ON t.token_id = r.token_id AND NOT t.active AND NOT t.deleted
                AND NOT EXISTS (
                    SELECT FROM audit_trail_v3 l
                    WHERE l.token_id = r.token_id AND l.place > r.place
                      AND l.action IN ('token.activated', 'token.deactivated', 'token.rotated'))%s
            ORDER BY t.created_at DESC, t.token_id DESC""";

    private final JdbcClient jdbc;

    BulkOperationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest operations of the caller; of all accounts for a caller with this action. */
    List<BulkOperationEntry> newest(Caller caller, Action seesAll) {
        SqlConditions where = new SqlConditions();
        where.and(STARTED);
        restrict(where, caller, seesAll);
        return operations(where, QueryLimits.MAX_LISTED_OPERATIONS);
    }

    /** An operation of the caller; of any account for a caller with this action. */
    Optional<BulkOperationEntry> find(UUID operationId, Caller caller, Action seesAll) {
        SqlConditions where = new SqlConditions();
        where.and("r.data ->> 'act_id' = ? AND " + STARTED, operationId.toString());
        restrict(where, caller, seesAll);
        return operations(where, 1).stream().findFirst();
    }

    private List<BulkOperationEntry> operations(SqlConditions where, int limit) {
        return jdbc.sql(OPERATIONS.formatted(where.where(), limit))
                .params(where.values())
                .query(BulkOperationRepository::readOperation)
                .list();
    }

    private static void restrict(SqlConditions where, Caller caller, Action seesAll) {
        if (!caller.may(seesAll)) {
            where.and("r.actor_id = ?", caller.accountId());
        }
    }

    boolean exists(UUID operationId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM audit_trail_v3 r WHERE r.data ->> 'act_id' = ? AND " + STARTED
                        + ")")
                .param(operationId.toString())
                .query(Boolean.class)
                .single();
    }

    /** What has become of these operations, for a reader of the whole instance; unknown ids are omitted. */
    List<BulkOperationOutcome> outcomes(Collection<UUID> operationIds) {
        return jdbc.sql(OUTCOMES)
                .param(operationIds.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> new BulkOperationOutcome(
                        UUID.fromString(row.getString("act_id")),
                        row.getString("act"),
                        row.getString("reason"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getObject("actor_id", UUID.class),
                        row.getInt("keys"),
                        row.getInt("active_keys"),
                        row.getInt("deleted_keys"),
                        row.getLong("refused_uses"),
                        Sql.instant(row, "last_refused_at")))
                .list();
    }

    /** The keys of an operation that the caller may see, with their refused uses since, those with the most first. */
    List<BulkOperationKey> keys(UUID operationId, Caller caller, AsOf now) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, now);
        SqlConditions refusals = new SqlConditions();
        VisibleAccounts.restrictEntries(refusals, "u", caller);
        List<Object> values = new ArrayList<>(refusals.values());
        values.add(operationId.toString());
        values.addAll(visible.values());
        return jdbc.sql(KEYS.formatted(refusals.and(), visible.and()))
                .params(values)
                .query(BulkOperationRepository::readKey)
                .list();
    }

    /** What restored or deleted keys of an operation, as far as the caller may see these keys. */
    List<LaterOperation> later(UUID operationId, Caller caller, Action seesAll, AsOf now) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, now);
        List<Object> values = new ArrayList<>(List.of(caller.may(seesAll), operationId.toString()));
        values.addAll(visible.values());
        return jdbc.sql(LATER.formatted(visible.and(), QueryLimits.MAX_LISTED_OPERATIONS))
                .params(values)
                .query((row, number) -> new LaterOperation(
                        UUID.fromString(row.getString("act_id")),
                        row.getString("act"),
                        row.getString("reason"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getObject("actor_id", UUID.class),
                        row.getInt("keys")))
                .list();
    }

    /** The keys that an operation deactivated, that are unchanged since, and that the caller may deactivate. */
    List<FoundTokens.Found> unchangedKeys(UUID operationId, Caller caller, AsOf now) {
        SqlConditions where = new SqlConditions();
        where.and("r.data ->> 'act_id' = ?", operationId.toString());
        VisibleAccounts.restrict(where, "t.owner_id", caller, Action.TOKEN_DEACTIVATE, now);
        return jdbc.sql(UNCHANGED_KEYS.formatted(where.where()))
                .params(where.values())
                .query(BulkOperationRepository::readFound)
                .list();
    }

    /** The keys that an operation changed and that the caller may see. */
    List<FoundTokens.Found> changedKeys(UUID operationId, Caller caller, AsOf now) {
        SqlConditions where = new SqlConditions();
        where.and("r.data ->> 'act_id' = ?", operationId.toString());
        VisibleAccounts.restrict(where, "t.owner_id", caller, now);
        return jdbc.sql("""
                        SELECT t.token_id, t.name, t.owner_id FROM audit_trail_v3 r
                        JOIN token_listing_v1 t ON t.token_id = r.token_id%s
                        ORDER BY t.created_at DESC, t.token_id DESC""".formatted(where.where()))
                .params(where.values())
                .query(BulkOperationRepository::readFound)
                .list();
    }

    private static FoundTokens.Found readFound(ResultSet row, int number) throws SQLException {
        return new FoundTokens.Found(
                row.getObject("token_id", UUID.class), row.getString("name"), row.getObject("owner_id", UUID.class));
    }

    private static BulkOperationEntry readOperation(ResultSet row, int number) throws SQLException {
        return new BulkOperationEntry(
                UUID.fromString(row.getString("act_id")),
                row.getString("act"),
                row.getString("reason"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getInt("matched"));
    }

    private static BulkOperationKey readKey(ResultSet row, int number) throws SQLException {
        Array addresses = row.getArray("addresses");
        return new BulkOperationKey(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                row.getLong("refused_uses"),
                Sql.instant(row, "last_refused_at"),
                addresses == null ? List.of() : List.of((String[]) addresses.getArray()));
    }
}
