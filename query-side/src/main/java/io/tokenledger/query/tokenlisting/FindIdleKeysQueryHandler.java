package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.FindIdleKeys;
import io.tokenledger.api.query.IdleKeys;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.sql.Timestamp;
import java.util.Set;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds unused keys for the command side. */
@Component
@SharedQueryHandler
class FindIdleKeysQueryHandler {
    /** All must be current: a listing that is behind may miss a use, and a key in use must not count as idle. */
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.HISTORY,
            ProjectionName.AUDIT_TRAIL);

    private final JdbcClient jdbc;
    private final ProjectionBarrier barrier;

    FindIdleKeysQueryHandler(JdbcClient jdbc, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.barrier = barrier;
    }

    @QueryHandler
    IdleKeys handle(FindIdleKeys query) {
        barrier.requireCurrent(SOURCES);
        UUID organization = query.organizationId();
        return new IdleKeys(jdbc.sql("""
                        SELECT t.token_id FROM (
                            SELECT t.*, %s FROM token_listing_v1 t
                            WHERE t.active AND NOT t.deleted AND t.owner_id IN (
                                SELECT m.account_id FROM member_listing_v1 m WHERE m.organization_id = ?
                                UNION ALL
                                SELECT a.account_id FROM account_listing_v1 a WHERE a.organization_id = ?)) t
                        WHERE %s < ? ORDER BY t.token_id LIMIT ?""".formatted(PolicyImpact.JOINED_AT.formatted("?"), PolicyImpact.BUSY_AT))
                .params(
                        organization,
                        organization,
                        organization,
                        Timestamp.from(query.since()),
                        QueryLimits.MAX_IDLE_KEYS)
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list());
    }
}
