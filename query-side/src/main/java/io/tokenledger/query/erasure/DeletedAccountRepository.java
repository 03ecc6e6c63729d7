package io.tokenledger.query.erasure;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads deleted accounts. */
@Repository
class DeletedAccountRepository {
    /** The legal holds that cover the account; the same rule as in {@code LegalHolds} of the command side. */
    private static final String IS_HELD = """
            EXISTS (
                SELECT FROM legal_hold_v1 h
                WHERE h.released_at IS NULL AND CASE h.subject
                    WHEN 'account' THEN h.subject_id = a.account_id
                    WHEN 'token' THEN EXISTS (
                        SELECT FROM token_listing_v1 t WHERE t.token_id = h.subject_id AND t.owner_id = a.account_id)
                    ELSE h.subject_id = a.organization_id OR EXISTS (
                        SELECT FROM member_history_v1 m
                        WHERE m.account_id = a.account_id AND m.organization_id = h.subject_id)
                    END)""";

    private static final String SELECT = """
            SELECT d.place, d.recorded_at AS deleted_at, a.*, %s AS is_held,
                   (SELECT min(e.recorded_at) FROM audit_trail_v3 e
                    WHERE e.owner_id = d.owner_id AND e.action = 'account.erased' AND e.place > d.place) AS erased_at
            FROM audit_trail_v3 d JOIN account_listing_v1 a ON a.account_id = d.owner_id""".formatted(IS_HELD);

    private final JdbcClient jdbc;

    DeletedAccountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account with the place of its deletion, by which pages continue. */
    record Listed(DeletedAccount account, long place) {}

    /**
     * The accounts that were deleted last.
     *
     * @param before place of the last account of the previous page; null for the first page
     */
    List<Listed> latest(@Nullable Long before, int limit) {
        SqlConditions where = deletions();
        if (before != null) {
            where.and("d.place < ?", before);
        }
        return jdbc.sql(SELECT + where.where() + " ORDER BY d.place DESC LIMIT " + limit)
                .params(where.values())
                .query((row, number) -> new Listed(account(row), row.getLong("place")))
                .list();
    }

    Optional<DeletedAccount> find(UUID accountId) {
        SqlConditions where = deletions();
        where.and("d.owner_id = ?", accountId);
        return jdbc.sql(SELECT + where.where() + " ORDER BY d.place LIMIT 1")
                .params(where.values())
                .query((row, number) -> account(row))
                .optional();
    }

    private static SqlConditions deletions() {
        SqlConditions where = new SqlConditions();
        where.and("d.action = 'account.deleted'");
        where.and("d.action <> 'token.used'"); // the condition of the index
        return where;
    }

    private static DeletedAccount account(ResultSet row) throws SQLException {
        return new DeletedAccount(
                row.getObject("account_id", UUID.class),
                row.getString("username"),
                row.getString("kind").equals("service_account"),
                row.getObject("organization_id", UUID.class),
                row.getTimestamp("deleted_at").toInstant(),
                Sql.instant(row, "erased_at"),
                row.getBoolean("is_held"),
                null);
    }
}
