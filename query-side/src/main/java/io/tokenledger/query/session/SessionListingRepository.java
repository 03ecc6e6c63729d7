package io.tokenledger.query.session;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code session_v1}. */
@Repository
@SharedQueryHandler
class SessionListingRepository {
    private static final String LIVING = " FROM session_v1 WHERE account_id = ? AND NOT ended AND expires_at > ?";

    private final JdbcClient jdbc;

    SessionListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Active sessions of the caller's account, newest first. */
    List<SessionResource> living(Caller caller, Instant now, PageRequest page) {
        return jdbc.sql("SELECT *" + LIVING + " ORDER BY position DESC LIMIT ? OFFSET ?")
                .params(caller.accountId(), Timestamp.from(now), page.size(), page.offset())
                .query((row, number) -> new SessionResource(
                        row.getString("jti"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getString("ip"),
                        row.getString("user_agent"),
                        row.getString("jti").equals(caller.jti())))
                .list();
    }

    long countLiving(UUID accountId, Instant now) {
        return jdbc.sql("SELECT count(*)" + LIVING)
                .params(accountId, Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** An unexpired session of the account, whether ended or not. */
    Optional<FoundSession> find(UUID accountId, String jti, Instant now) {
        return jdbc.sql("SELECT * FROM session_v1 WHERE jti = ? AND account_id = ? AND expires_at > ?")
                .params(jti, accountId, Timestamp.from(now))
                .query((row, number) -> new FoundSession(
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("ended")))
                .optional();
    }
}
