package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.FindIdleKeys;
import io.tokenledger.access.apikey.IdleKeys;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.projection.Answers;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers the command side's question about keys that nobody uses. */
@Component
@Answers
class IdleKeysQuery {
    private static final int MOST = 1_000;

    /** A listing that is later than this may miss a use, and a key that is used must not be taken for idle. */
    private static final Duration TOO_LATE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final FreshnessGauge freshness;

    IdleKeysQuery(JdbcClient jdbc, FreshnessGauge freshness) {
        this.jdbc = jdbc;
        this.freshness = freshness;
    }

    @QueryHandler
    IdleKeys handle(FindIdleKeys question) {
        if (freshness.of(TokenListingProjection.NAME).lagMs() > TOO_LATE.toMillis()) {
            return new IdleKeys(List.of());
        }
        UUID organization = question.organizationId();
        return new IdleKeys(jdbc.sql("""
                        SELECT t.token_id FROM token_listing_v1 t
                        WHERE t.active AND NOT t.deleted AND %s < ? AND t.owner_id IN (
                            SELECT m.account_id FROM member_listing_v1 m WHERE m.organization_id = ?
                            UNION ALL
                            SELECT a.account_id FROM account_listing_v1 a WHERE a.organization_id = ?)
                        ORDER BY t.token_id LIMIT ?""".formatted(PolicyImpact.BUSY_AT))
                .params(Timestamp.from(question.since()), organization, organization, MOST)
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list());
    }
}
