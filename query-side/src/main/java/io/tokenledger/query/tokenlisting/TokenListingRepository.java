package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.api.query.LastUse;
import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
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

/** Reads {@code token_listing_v1}, and the same columns from the histories for a listing of the past. */
@Repository
@SharedQueryHandler
class TokenListingRepository {
    /** Conditions refer to the key as {@code t} and to its owner as {@code a}. */
    private static final String SELECT = """
            SELECT t.*, host(t.last_used_ip) AS last_used_ip, a.username AS owner_username, a.kind AS owner_kind,
                   coalesce(a.active AND NOT a.deleted, false) AS owner_active
            FROM %s t
            LEFT JOIN %s a ON a.account_id = t.owner_id
            """;

    private static final String SELECT_NOW = SELECT.formatted("token_listing_v1", "account_listing_v1");

    private final JdbcClient jdbc;

    TokenListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ListedToken> find(UUID tokenId) {
        return jdbc.sql(SELECT_NOW + "WHERE t.token_id = ?")
                .param(tokenId)
                .query(ListedToken::read)
                .optional();
    }

    /**
     * The last use of a key, without its other columns.
     *
     * @param listed whether the listing shows the last change of the key
     */
    Optional<LastUse> lastUse(UUID tokenId, boolean listed) {
        return jdbc.sql("SELECT last_used_at, host(last_used_ip) AS ip FROM token_listing_v1 WHERE token_id = ?")
                .param(tokenId)
                .query((row, number) -> new LastUse(Sql.instant(row, "last_used_at"), row.getString("ip"), listed))
                .optional();
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

    /** The first keys in this order, as of the conditions' point in time and as their caller may see them. */
    List<ListedToken> page(TokenConditions where, TokenOrder order, boolean descending, int limit) {
        return jdbc.sql(pageSql(where, order, descending, limit))
                .params(where.sql().values())
                .query(ListedToken::read)
                .list();
    }

    static String pageSql(TokenConditions where, TokenOrder order, boolean descending, int limit) {
        return select(where.caller(), where.asOf()) + where.sql().where() + order.orderBy(descending) + " LIMIT "
                + limit;
    }

    long count(TokenConditions where) {
        return jdbc.sql("SELECT count(*) FROM (" + select(where.caller(), where.asOf())
                        + where.sql().where() + ") f")
                .params(where.sql().values())
                .query(Long.class)
                .single();
    }

    /** Keys for a bulk operation, newest first. */
    List<FoundTokens.Found> search(TokenConditions where, int limit) {
        return jdbc.sql("SELECT token_id, name, owner_id FROM (" + select(where.caller(), where.asOf())
                        + where.sql().where() + ") f ORDER BY created_at DESC, token_id DESC LIMIT " + limit)
                .params(where.sql().values())
                .query((row, number) -> new FoundTokens.Found(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getObject("owner_id", UUID.class)))
                .list();
    }

    /** Finds a key by name. Case and Unicode form do not matter. */
    Optional<ListedToken> findLiving(UUID ownerId, String name) {
        String key = NormalizedName.of(name);
        try (Stream<ListedToken> living = jdbc
                .sql(SELECT_NOW + "WHERE t.owner_id = ? AND NOT t.deleted")
                .param(ownerId)
                .query(ListedToken::read)
                .stream()) {
            return living.filter(token -> NormalizedName.of(token.name()).equals(key))
                    .findFirst();
        }
    }

    List<ListedToken> livingOf(UUID ownerId, int limit, long offset) {
        return jdbc.sql(SELECT_NOW + """
                        WHERE t.owner_id = ? AND NOT t.deleted
                        ORDER BY t.created_at DESC, t.token_id DESC LIMIT ? OFFSET ?""")
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

    /** The id of a service account that is not deleted, by its id or by its username. */
    Optional<UUID> findServiceAccount(UUID organizationId, UUID id, String username) {
        return jdbc.sql("""
                        SELECT account_id FROM account_listing_v1
                        WHERE organization_id = ? AND NOT deleted AND (account_id = ? OR lower(username) = lower(?))""")
                .params(organizationId, id, username)
                .query(UUID.class)
                .optional();
    }

    private static String select(Caller caller, AsOf asOf) {
        return SELECT.formatted(VisibleHistory.tokens(caller, asOf), asOf.accounts());
    }
}
