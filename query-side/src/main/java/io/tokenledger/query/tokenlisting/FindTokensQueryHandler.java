package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.query.FindTokens;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.FilterParameters;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the keys of a bulk operation for the command side. */
@Component
@SharedQueryHandler
class FindTokensQueryHandler {
    private final JdbcClient jdbc;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    FindTokensQueryHandler(JdbcClient jdbc, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    @QueryHandler
    FoundTokens handle(FindTokens query) {
        TokenFilter.requireKnown(query.filter().keySet());
        barrier.require(query.position(), TokenFilter.sources(query.filter().keySet(), query.caller()));
        AsOf now = asOfResolver.now();
        FilterParameters filter = new FilterParameters(query.filter());
        SqlConditions conditions = TokenFilter.of(filter, query.caller(), now);
        VisibleAccounts.restrict(conditions, "t.owner_id", query.caller(), Action.TOKEN_DEACTIVATE, now);
        if (query.among() != null) {
            conditions.and("t.token_id = ANY (?)", (Object) query.among().toArray(UUID[]::new));
        }
        String found = " FROM (" + TokenListingRepository.select(query.caller(), now) + conditions.where() + ") f";
        long total = jdbc.sql("SELECT count(*)" + found)
                .params(conditions.values())
                .query(Long.class)
                .single();
        return new FoundTokens(
                total,
                jdbc.sql("SELECT token_id, name, owner_id" + found + " ORDER BY created_at DESC, token_id DESC LIMIT "
                                + query.most())
                        .params(conditions.values())
                        .query((row, number) -> new FoundTokens.Found(
                                row.getObject("token_id", UUID.class),
                                row.getString("name"),
                                row.getObject("owner_id", UUID.class)))
                        .list());
    }
}
