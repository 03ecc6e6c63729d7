package io.tokenledger.query.session;

import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the sessions of each account. An account's next sign-in deletes its expired sessions. So the table does not
 * grow with the number of sign-ins, and still depends only on the events.
 */
@Component
@ProcessingGroup(SessionProjection.NAME)
class SessionProjection implements Projection {
    static final String NAME = "sessions";

    private final JdbcTemplate jdbc;

    SessionProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SignedIn event, @Timestamp Instant at, TrackingToken token) {
        change("DELETE FROM session_v1 WHERE account_id = ? AND expires_at <= ?", event.accountId(), at);
        change(
                """
                INSERT INTO session_v1 (jti, account_id, created_at, expires_at, ip, user_agent, ended, position)
                VALUES (?, ?, ?, ?, ?, ?, false, ?) ON CONFLICT (jti) DO NOTHING""",
                event.jti(),
                event.accountId(),
                at,
                event.expiresAt(),
                event.ip(),
                event.userAgent(),
                EventPositions.of(token));
    }

    @EventHandler
    void on(ApiTokenRevoked event) {
        change("UPDATE session_v1 SET ended = true WHERE jti = ? AND NOT ended", event.jti());
    }

    @EventHandler
    void on(SessionsEnded event, TrackingToken token) {
        endAll(event.accountId(), token);
    }

    @EventHandler
    void on(PasswordChanged event, TrackingToken token) {
        endAll(event.accountId(), token);
    }

    @EventHandler
    void on(AccountDeactivated event, TrackingToken token) {
        endAll(event.accountId(), token);
    }

    @EventHandler
    void on(AccountDeleted event, TrackingToken token) {
        endAll(event.accountId(), token);
    }

    @EventHandler
    void on(AccountErased event) {
        change("UPDATE session_v1 SET ip = 'erased', user_agent = 'erased' WHERE account_id = ?", event.accountId());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("account");
    }

    @Override
    public List<String> tables() {
        return List.of("session_v1");
    }

    private void endAll(UUID accountId, TrackingToken token) {
        change(
                "UPDATE session_v1 SET ended = true WHERE account_id = ? AND position < ? AND NOT ended",
                accountId,
                EventPositions.of(token));
    }

    private void change(String text, @Nullable Object... values) {
        ProjectionBatch.add(NAME, jdbc, SqlChange.of(text, values));
    }
}
