package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleHistory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code token_listing_v1}. */
@Repository
@SharedQueryHandler
class TokenListingRepository {
    private static final String SELECT = select("token_listing_v1", "account_listing_v1");

    private final JdbcClient jdbc;

    TokenListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ListedToken> find(UUID tokenId) {
        return jdbc.sql(SELECT + "WHERE t.token_id = ?")
                .param(tokenId)
                .query(ListedToken::read)
                .optional();
    }

    /**
     * Selects keys as of the point in time and as the caller may see them. Conditions refer to the key as {@code t} and
     * to its owner as {@code a}.
     */
    static String select(Caller caller, AsOf asOf) {
        return select(VisibleHistory.tokens(caller, asOf), asOf.accounts());
    }

    private static String select(String tokens, String accounts) {
        return """
                SELECT t.*, host(t.last_used_ip) AS last_used_ip, a.username AS owner_username, a.kind AS owner_kind
                FROM %s t
                LEFT JOIN %s a ON a.account_id = t.owner_id
                """.formatted(tokens, accounts);
    }

    Optional<ListedToken> findVisible(UUID tokenId, Caller caller, AsOf asOf) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("t.token_id = ?", tokenId);
        VisibleAccounts.restrict(conditions, "t.owner_id", caller, asOf);
        return jdbc.sql(select(caller, asOf) + conditions.where())
                .params(conditions.values())
                .query(ListedToken::read)
                .optional();
    }

    /** Finds a key by name. Case and Unicode form do not matter. */
    Optional<ListedToken> findLiving(UUID ownerId, String name) {
        String key = NormalizedName.of(name);
        try (Stream<ListedToken> living = jdbc
                .sql(SELECT + "WHERE t.owner_id = ? AND NOT t.deleted")
                .param(ownerId)
                .query(ListedToken::read)
                .stream()) {
            return living.filter(token -> NormalizedName.of(token.name()).equals(key))
                    .findFirst();
        }
    }

    List<ListedToken> livingOf(UUID ownerId, int limit, long offset) {
        return jdbc.sql(
                        SELECT
                                + "WHERE t.owner_id = ? AND NOT t.deleted ORDER BY t.created_at DESC, t.token_id DESC LIMIT ? OFFSET ?")
                .params(ownerId, limit, offset)
                .query(ListedToken::read)
                .list();
    }

    long countLivingOf(UUID ownerId) {
        return jdbc.sql("SELECT count(*) FROM token_listing_v1 WHERE owner_id = ? AND NOT deleted")
                .param(ownerId)
                .query(Long.class)
                .single();
    }
}
