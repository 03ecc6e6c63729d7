package io.tokenledger.query.notice.mail;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.RecipientNotice;
import io.tokenledger.query.notice.RecipientNotices;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the mails that are to be sent now. */
@Repository
class PendingMailRepository {
    private static final Duration BETWEEN_SUMMARIES = Duration.ofDays(7);

    /**
     * Notices that their recipient was not sent, neither this notice nor a later one about the same deadline. Leaves out
     * recipients who have had a mail today, and summaries for recipients who have had one in the last seven days.
     */
    private static final String PENDING = RecipientNotices.OF_ALL + """

            SELECT r.*, a.email, EXISTS (
                       SELECT FROM notice_delivery_v1 f
                       WHERE f.recipient_id = r.recipient_id AND f.token_id = r.token_id AND f.kind = r.kind
                         AND f.deadline = r.deadline AND f.days_before = r.days_before AND f.problem IS NOT NULL) AS failed
            FROM recipient r
            JOIN account_listing_v1 a ON a.account_id = r.recipient_id AND a.active AND NOT a.deleted AND a.email <> ''
            LEFT JOIN notice_preference_v1 p ON p.account_id = r.recipient_id
            WHERE coalesce(
                    CASE WHEN r.kind = 'signal' THEN p.signals WHEN r.in_use THEN p.deadlines ELSE p.summaries END, true)
              AND NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.recipient_id = r.recipient_id AND d.token_id = r.token_id AND d.kind = r.kind
                    AND d.deadline = r.deadline AND d.days_before <= r.days_before
                    AND coalesce(d.problem, 'address_rejected') = 'address_rejected')
              AND NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.recipient_id = r.recipient_id AND d.recorded_at >= :today AND d.problem IS NULL)
              AND (r.in_use OR NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.recipient_id = r.recipient_id AND d.recorded_at > :last_summary AND d.summary
                    AND d.problem IS NULL))
            ORDER BY r.recipient_id, r.in_use DESC, r.deadline, r.token_id, r.kind LIMIT :limit""";

    private final JdbcClient jdbc;
    private final RecipientNotices notices;

    PendingMailRepository(JdbcClient jdbc, RecipientNotices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    /** The mails of one run. A recipient with notices about keys in use gets no summary on the same day. */
    List<PendingMail> pending(Instant now) {
        Map<UUID, Group> groups = new LinkedHashMap<>();
        int[] rows = {0};
        jdbc.sql(PENDING)
                .params(notices.parameters(now))
                .param("today", Timestamp.from(now.truncatedTo(ChronoUnit.DAYS)))
                .param("last_summary", Timestamp.from(now.minus(BETWEEN_SUMMARIES)))
                .param("limit", QueryLimits.MAX_PENDING_NOTICES)
                .query((RowCallbackHandler) row -> {
                    RecipientNotice notice = RecipientNotices.read(row, rows[0]++);
                    String address = row.getString("email");
                    groups.computeIfAbsent(notice.recipientId(), id -> new Group(address))
                            .add(notice, row.getBoolean("failed"));
                });
        if (rows[0] == QueryLimits.MAX_PENDING_NOTICES && groups.size() > 1) {
            groups.remove(List.copyOf(groups.keySet()).getLast()); // it may lack rows; the next run sends it
        }
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return groups.entrySet().stream()
                .map(group -> group.getValue().mail(group.getKey(), day))
                .toList();
    }

    /** The rows of one recipient, keys in use first. */
    private static final class Group {
        private final String address;
        private final List<RecipientNotice> notices = new ArrayList<>();
        private boolean failed;

        Group(String address) {
            this.address = address;
        }

        void add(RecipientNotice notice, boolean failedBefore) {
            boolean fits = notices.isEmpty() || notices.getFirst().inUse() == notice.inUse();
            if (fits && notices.size() < QueryLimits.MAX_NOTICES_PER_MAIL) {
                notices.add(notice);
                failed |= failedBefore;
            }
        }

        PendingMail mail(UUID recipient, LocalDate day) {
            return new PendingMail(
                    recipient,
                    address,
                    List.copyOf(notices),
                    !notices.getFirst().inUse(),
                    failed,
                    day);
        }
    }
}
