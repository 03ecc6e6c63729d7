package io.tokenledger.query.revocation;

import io.tokenledger.eventstore.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code revocation_v1}, the items of the revocation feed. */
@Repository
class RevocationRepository {
    private final JdbcClient jdbc;

    RevocationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first items after a position, in order. */
    List<Revocation> after(long position, int limit) {
        return jdbc.sql("SELECT * FROM revocation_v1 WHERE position > ? ORDER BY position LIMIT ?")
                .params(position, limit)
                .query(RevocationRepository::read)
                .list();
    }

    private static Revocation read(ResultSet row, int number) throws SQLException {
        String jti = row.getString("jti");
        Integer sessionGeneration = row.getObject("min_session_generation", Integer.class);
        UUID accountId = row.getObject("account_id", UUID.class);
        return new Revocation(
                row.getLong("position"),
                row.getObject("api_key_id", UUID.class),
                jti == null && sessionGeneration == null ? accountId : null,
                row.getInt("min_generation"),
                jti,
                Sql.instant(row, "expires_at"),
                sessionGeneration == null ? null : accountId,
                sessionGeneration,
                row.getTimestamp("recorded_at").toInstant());
    }
}
