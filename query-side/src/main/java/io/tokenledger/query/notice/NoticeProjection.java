package io.tokenledger.query.notice;

import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.notice.CalendarFeedRemoved;
import io.tokenledger.events.notice.CalendarFeedReset;
import io.tokenledger.events.notice.DeadlineNotice;
import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeDelivery;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes notices, what became of them, and what accounts chose. */
@Component
@ProcessingGroup(NoticeProjection.NAME)
class NoticeProjection implements Projection {
    static final String NAME = "notices";

    private final JdbcTemplate jdbc;

    NoticeProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(DeadlineNotice notice, @Timestamp Instant at, TrackingToken token) {
        change(
                """
                INSERT INTO notice_v1 (token_id, kind, deadline, days_before, raised_at, organization_id, position)
                VALUES (?, ?, ?, ?, ?, ?::uuid, ?) ON CONFLICT DO NOTHING""",
                notice.tokenId(),
                notice.kind().wire(),
                notice.deadline(),
                notice.daysBefore(),
                at,
                notice instanceof IdleDeactivationUpcoming idle ? idle.organizationId() : null,
                EventPositions.of(token));
    }

    @EventHandler
    void on(NoticeSent event, @Timestamp Instant at, TrackingToken token) {
        add(event.notice(), null, at, token);
    }

    @EventHandler
    void on(NoticeFailed event, @Timestamp Instant at, TrackingToken token) {
        add(event.notice(), event.problem().wire(), at, token);
    }

    @EventHandler
    void on(NoticePreferencesChanged event, TrackingToken token) {
        long position = EventPositions.of(token);
        change("""
                INSERT INTO notice_preference_v1 (account_id, deadlines, signals, summaries, position)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", event.ownerId(), event.deadlines(), event.signals(), event.summaries(), position);
        change("""
                UPDATE notice_preference_v1 SET deadlines = ?, signals = ?, summaries = ?, position = ?
                WHERE account_id = ? AND position < ?""", event.deadlines(), event.signals(), event.summaries(), position, event.ownerId(), position);
    }

    @EventHandler
    void on(CalendarFeedReset event, @Timestamp Instant at, TrackingToken token) {
        setFeed(event.ownerId(), event.digest().hex(), at, token);
    }

    @EventHandler
    void on(CalendarFeedRemoved event, @Timestamp Instant at, TrackingToken token) {
        setFeed(event.ownerId(), null, at, token);
    }

    @EventHandler
    void on(AccountErased event) {
        change("UPDATE notice_delivery_v1 SET address = 'erased' WHERE recipient_id = ?", event.accountId());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return Set.of("notice", "token", "account").contains(family);
    }

    @Override
    public List<String> tables() {
        return List.of("notice_v1", "notice_delivery_v1", "notice_preference_v1", "calendar_feed_v1");
    }

    private void add(NoticeDelivery notice, @Nullable String problem, Instant at, TrackingToken token) {
        change(
                """
                INSERT INTO notice_delivery_v1 (
                    position, recipient_id, token_id, kind, deadline, days_before, summary, problem, address,
                    recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                EventPositions.of(token),
                notice.recipientId(),
                notice.tokenId(),
                notice.kind().wire(),
                notice.deadline(),
                notice.daysBefore(),
                notice.summary(),
                problem,
                notice.addressSha256(),
                at);
    }

    private void setFeed(UUID accountId, @Nullable String digest, Instant at, TrackingToken token) {
        long position = EventPositions.of(token);
        change("""
                INSERT INTO calendar_feed_v1 (account_id, digest, reset_at, position)
                VALUES (?, ?, ?, ?) ON CONFLICT (account_id) DO NOTHING""", accountId, digest, at, position);
        change("""
                UPDATE calendar_feed_v1 SET digest = ?, reset_at = ?, position = ?
                WHERE account_id = ? AND position < ?""", digest, at, position, accountId, position);
    }

    private void change(String text, @Nullable Object... values) {
        ProjectionBatch.add(NAME, jdbc, SqlChange.of(text, values));
    }
}
