package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists bulk operations, and shows for each the current state of its keys and their refused uses since. */
@RestController
@Requires(Action.SELF) // the queries return only what the caller may see
class DeactivationListingEndpoint {
    private static final Set<ProjectionName> OPERATION_SOURCES = Set.of(ProjectionName.AUDIT_TRAIL);
    private static final Set<ProjectionName> KEY_SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private static final String SELECT_OPERATION = """
            SELECT r.*, r.data ->> 'act' AS act, r.data ->> 'act_id' AS act_id, (r.data ->> 'matched')::integer AS matched
            FROM audit_trail_v2 r""";

    private final JdbcClient jdbc;
    private final AsOfResolver asOfResolver;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    DeactivationListingEndpoint(
            JdbcClient jdbc, AsOfResolver asOfResolver, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.asOfResolver = asOfResolver;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    /**
     * A bulk operation.
     *
     * @param act kind of the operation
     * @param matched number of keys that matched its filter
     */
    record Act(
            UUID id,
            String act,
            @Nullable String reason,
            Instant time,
            @Nullable UUID actorId,
            int matched) {}

    /** The newest hundred bulk operations. */
    record Acts(List<Act> items) {}

    /**
     * A key of the bulk operation.
     *
     * @param knocks number of refused uses since the operation
     * @param lastKnock time of the last refused use; null if there is none
     * @param addresses addresses of the refused uses, at most ten, those with the most uses first
     */
    record Watched(
            UUID id,
            String name,
            UUID ownerId,
            boolean active,
            boolean deleted,
            long knocks,
            @Nullable Instant lastKnock,
            List<String> addresses) {}

    record Watch(Act deactivation, long knocks, List<Watched> tokens) {}

    /** The caller's bulk operations; all bulk operations for a caller with {@code LEDGER_READ}. */
    @GetMapping("/ledger/tokens/deactivations")
    ResponseEntity<Acts> list(Caller caller) {
        Freshness fresh = freshness.of(OPERATION_SOURCES);
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.action = 'ledger.bulk_act_begun'");
        restrict(conditions, caller);
        return FreshnessHeaders.ok(fresh)
                .body(new Acts(jdbc.sql(SELECT_OPERATION + conditions.where() + " ORDER BY r.place DESC LIMIT "
                                + QueryLimits.MAX_LISTED_OPERATIONS)
                        .params(conditions.values())
                        .query(DeactivationListingEndpoint::readOperation)
                        .list()));
    }

    @GetMapping("/ledger/tokens/deactivations/{actId}")
    ResponseEntity<Watch> watch(@PathVariable UUID actId, Caller caller) {
        Freshness fresh = barrier.requireCurrent(KEY_SOURCES);
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'act_id' = ? AND r.action = 'ledger.bulk_act_begun'", actId.toString());
        restrict(conditions, caller);
        Act act = jdbc.sql(SELECT_OPERATION + conditions.where())
                .params(conditions.values())
                .query(DeactivationListingEndpoint::readOperation)
                .optional()
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because("There is no such deactivation."));
        List<Watched> tokens = tokens(actId, caller);
        return FreshnessHeaders.ok(fresh)
                .body(new Watch(act, tokens.stream().mapToLong(Watched::knocks).sum(), tokens));
    }

    private List<Watched> tokens(UUID actId, Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, asOfResolver.now());
        SqlConditions knocks = new SqlConditions();
        VisibleAccounts.restrictEntries(knocks, "u", caller);
        List<Object> values = new ArrayList<>(knocks.values());
        values.add(actId.toString());
        values.addAll(visible.values());
        return jdbc.sql("""
                        SELECT t.token_id, t.name, t.owner_id, t.active, t.deleted, k.knocks, k.last_knock, k.addresses
                        FROM audit_trail_v2 r
                        JOIN token_listing_v1 t ON t.token_id = r.token_id
                        CROSS JOIN LATERAL (
                            SELECT coalesce(sum(c.knocks), 0)::bigint AS knocks, max(c.last_at) AS last_knock,
                                   (array_agg(host(c.ip) ORDER BY c.knocks DESC, c.ip) FILTER (WHERE c.ip IS NOT NULL))[1:10]
                                       AS addresses
                            FROM (SELECT u.ip, sum(u.count) AS knocks, max(u.last_at) AS last_at FROM audit_trail_v2 u
                                  WHERE u.token_id = r.token_id AND u.place > r.position AND u.outcome = 'refused'%s
                                  GROUP BY u.ip) c) k
                        WHERE r.data ->> 'act_id' = ? AND r.token_id IS NOT NULL%s
                        ORDER BY k.knocks DESC, t.created_at DESC, t.token_id""".formatted(knocks.and(), visible.and()))
                .params(values)
                .query(DeactivationListingEndpoint::readToken)
                .list();
    }

    private static void restrict(SqlConditions conditions, Caller caller) {
        if (!caller.may(Action.LEDGER_READ)) {
            conditions.and("r.actor_id = ?", caller.accountId());
        }
    }

    private static Act readOperation(ResultSet row, int number) throws SQLException {
        return new Act(
                UUID.fromString(row.getString("act_id")),
                row.getString("act"),
                row.getString("reason"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getInt("matched"));
    }

    private static Watched readToken(ResultSet row, int number) throws SQLException {
        Instant last = Sql.instant(row, "last_knock");
        Array addresses = row.getArray("addresses");
        return new Watched(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                row.getLong("knocks"),
                last,
                addresses == null ? List.of() : List.of((String[]) addresses.getArray()));
    }
}
