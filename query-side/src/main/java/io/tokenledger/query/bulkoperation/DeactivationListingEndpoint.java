package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
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

/** What became of the keys that were deactivated together: how each stands, and who still knocks with it. */
@RestController
@Requires(Action.SELF) // each caller sees what it may
class DeactivationListingEndpoint {
    private static final Set<ProjectionName> SOURCES_OF_ACTS = Set.of(ProjectionName.AUDIT_TRAIL);
    private static final Set<ProjectionName> SOURCES_OF_KEYS = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private static final int MOST_ACTS = 100;

    private static final String ACT = """
            SELECT r.*, r.data ->> 'act' AS act, r.data ->> 'act_id' AS act_id, (r.data ->> 'matched')::integer AS matched
            FROM audit_trail_v2 r""";

    private final JdbcClient jdbc;
    private final AsOfResolver moments;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    DeactivationListingEndpoint(
            JdbcClient jdbc, AsOfResolver moments, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.moments = moments;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    /** One act; {@code filter} as it was given. */
    record Act(
            UUID id,
            String act,
            @Nullable String reason,
            Instant time,
            @Nullable UUID actorId,
            int matched) {}

    /** The newest hundred. */
    record Acts(List<Act> items) {}

    /**
     * A key of the act.
     *
     * @param knocks refused uses since
     * @param addresses where they came from, the ten that knock most
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

    /** The acts of the caller; all for who reads the ledger as a whole. */
    @GetMapping("/ledger/tokens/deactivations")
    ResponseEntity<Acts> list(Caller caller) {
        Freshness fresh = freshness.of(SOURCES_OF_ACTS);
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.action = 'ledger.bulk_act_begun'");
        restrict(conditions, caller);
        return FreshnessHeaders.ok(fresh)
                .body(new Acts(jdbc.sql(ACT + conditions.where() + " ORDER BY r.place DESC LIMIT " + MOST_ACTS)
                        .params(conditions.values())
                        .query(DeactivationListingEndpoint::act)
                        .list()));
    }

    @GetMapping("/ledger/tokens/deactivations/{actId}")
    ResponseEntity<Watch> watch(@PathVariable UUID actId, Caller caller) {
        Freshness fresh = barrier.requireCurrent(SOURCES_OF_KEYS);
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'act_id' = ? AND r.action = 'ledger.bulk_act_begun'", actId.toString());
        restrict(conditions, caller);
        Act act = jdbc.sql(ACT + conditions.where())
                .params(conditions.values())
                .query(DeactivationListingEndpoint::act)
                .optional()
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because("There is no such deactivation."));
        List<Watched> tokens = tokens(actId, caller);
        return FreshnessHeaders.ok(fresh)
                .body(new Watch(act, tokens.stream().mapToLong(Watched::knocks).sum(), tokens));
    }

    private List<Watched> tokens(UUID actId, Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, moments.now());
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
                .query(DeactivationListingEndpoint::watched)
                .list();
    }

    private static void restrict(SqlConditions conditions, Caller caller) {
        if (!caller.may(Action.LEDGER_READ)) {
            conditions.and("r.actor_id = ?", caller.accountId());
        }
    }

    private static Act act(ResultSet row, int number) throws SQLException {
        return new Act(
                UUID.fromString(row.getString("act_id")),
                row.getString("act"),
                row.getString("reason"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getInt("matched"));
    }

    private static Watched watched(ResultSet row, int number) throws SQLException {
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
