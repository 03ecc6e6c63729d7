package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindBulkOperation;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers the command side's query for the keys of an earlier bulk operation. */
@Component
@SharedQueryHandler
class FindBulkOperationQueryHandler {
    /**
     * The audit trail contains the operation and its keys; the listings contain their current state and their owners.
     */
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final JdbcClient jdbc;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    FindBulkOperationQueryHandler(JdbcClient jdbc, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    /**
     * The keys that the operation deactivated and that are unchanged since. A key that was activated, deactivated or
     * rotated later is excluded; the aggregate of each key checks this again. The caller must have begun the operation,
     * or have {@code TOKEN_DEACTIVATE} on the instance.
     */
    @QueryHandler
    FoundTokens handle(FindBulkOperation query) {
        barrier.require(query.position(), SOURCES);
        requireOperation(query.actId(), query.caller());
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'act_id' = ?", query.actId().toString());
        VisibleAccounts.restrict(conditions, "t.owner_id", query.caller(), Action.TOKEN_DEACTIVATE, asOfResolver.now());
        List<FoundTokens.Found> tokens = jdbc.sql("""
                        SELECT t.token_id, t.name, t.owner_id FROM audit_trail_v2 r
                        JOIN token_listing_v1 t ON t.token_id = r.token_id AND NOT t.active AND NOT t.deleted
                            AND NOT EXISTS (
                                SELECT FROM audit_trail_v2 l
                                WHERE l.token_id = r.token_id AND l.place > r.place
                                  AND l.action IN ('token.activated', 'token.deactivated', 'token.rotated'))%s
                        ORDER BY t.created_at DESC, t.token_id DESC""".formatted(conditions.where()))
                .params(conditions.values())
                .query((row, number) -> new FoundTokens.Found(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getObject("owner_id", UUID.class)))
                .list();
        return new FoundTokens(tokens.size(), tokens);
    }

    private void requireOperation(UUID actId, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'act_id' = ? AND r.action = 'ledger.bulk_act_begun'", actId.toString());
        if (!caller.may(Action.TOKEN_DEACTIVATE)) {
            conditions.and("r.actor_id = ?", caller.accountId());
        }
        boolean known = jdbc.sql("SELECT EXISTS (SELECT FROM audit_trail_v2 r" + conditions.where() + ")")
                .params(conditions.values())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw ProblemCode.NOT_FOUND.because("There is no such deactivation, or another account began it.");
        }
    }
}
