package io.tokenledger.query.incident;

import io.tokenledger.access.apikey.FindBulkAct;
import io.tokenledger.access.apikey.FoundTokens;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.query.moment.Moments;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers the command side's question about the keys of an earlier act. */
@Component
class BulkActQuery {
    private final JdbcClient jdbc;
    private final Moments moments;

    BulkActQuery(JdbcClient jdbc, Moments moments) {
        this.jdbc = jdbc;
        this.moments = moments;
    }

    /** A key that somebody activated, deactivated or rotated since is none of the act's any more. */
    @QueryHandler
    FoundTokens handle(FindBulkAct question) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'act_id' = ?", question.actId().toString());
        VisibleAccounts.restrict(conditions, "t.owner_id", question.caller(), Action.TOKEN_DEACTIVATE, moments.now());
        List<FoundTokens.Found> tokens = jdbc.sql("""
                        SELECT t.token_id, t.name, t.owner_id FROM audit_trail_v2 r
                        JOIN token_history_v1 t ON t.token_id = r.token_id AND t.valid_from = r.position
                            AND t.valid_to = 9223372036854775807 AND t.because = 'token.deactivated'%s
                        ORDER BY t.created_at DESC, t.token_id DESC""".formatted(conditions.where()))
                .params(conditions.values())
                .query((row, number) -> new FoundTokens.Found(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getObject("owner_id", UUID.class)))
                .list();
        return new FoundTokens(tokens.size(), tokens);
    }
}
