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
import java.util.List;
import java.util.Optional;
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
     * addresses that had a mail today, and summaries for recipients who had one in the last seven days. The address of a
     * service account receives mail only if a member of its organization has an address of the same domain.
     */
    private static final String PENDING = """

            SELECT r.*, a.email, EXISTS (
                       SELECT FROM notice_delivery_v1 f
                       WHERE f.recipient_id = r.recipient_id AND f.token_id = r.token_id AND f.kind = r.kind
                         AND f.deadline = r.deadline AND f.days_before = r.days_before AND f.problem IS NOT NULL) AS failed
            FROM recipient r
            JOIN account_listing_v1 a ON a.account_id = r.recipient_id AND a.active AND NOT a.deleted AND a.email <> ''
            LEFT JOIN notice_preference_v1 p ON p.account_id = r.recipient_id
            WHERE coalesce(
                    CASE WHEN r.kind = 'signal' THEN p.signals WHEN r.in_use THEN p.deadlines ELSE p.summaries END, true)
              AND (a.kind = :user OR EXISTS (
                  SELECT FROM member_listing_v1 m JOIN account_listing_v1 u ON u.account_id = m.account_id
                  WHERE m.organization_id = a.organization_id
                    AND split_part(lower(u.email), '@', 2) = split_part(lower(a.email), '@', 2)))
              AND NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.recipient_id = r.recipient_id AND d.token_id = r.token_id AND d.kind = r.kind
                    AND d.deadline = r.deadline AND d.days_before <= r.days_before
                    AND coalesce(d.problem, 'address_rejected') = 'address_rejected')
              AND NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.address = encode(sha256(convert_to(lower(a.email), 'UTF8')), 'hex')
                    AND d.recorded_at >= :today AND d.problem IS NULL)
              AND (r.in_use OR NOT EXISTS (
                  SELECT FROM notice_delivery_v1 d
                  WHERE d.recipient_id = r.recipient_id AND d.recorded_at > :last_summary AND d.summary
                    AND d.problem IS NULL))""";

    private static final String RECIPIENTS = RecipientNotices.OF_ALL + """
            , pending AS (%s)
            SELECT recipient_id FROM pending GROUP BY recipient_id
            ORDER BY bool_or(failed), bool_or(in_use) DESC, min(deadline), recipient_id LIMIT :limit""".formatted(PENDING);

    private static final String OF_RECIPIENT = RecipientNotices.OF_ACCOUNT + PENDING + """
              AND r.recipient_id = :account
            ORDER BY r.in_use DESC, r.deadline, r.token_id, r.kind LIMIT :limit""";

    private final JdbcClient jdbc;
    private final RecipientNotices notices;

    PendingMailRepository(JdbcClient jdbc, RecipientNotices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    /** The accounts that a mail can be sent to now; those whose last mail failed come last. */
    List<UUID> recipients(Instant now) {
        return statement(RECIPIENTS, now)
                .param("limit", QueryLimits.MAX_MAILS_PER_RUN)
                .query((row, number) -> row.getObject("recipient_id", UUID.class))
                .list();
    }

    /**
     * The mail to one account, as of now; empty if nothing is to be sent any more. With notices about keys in use it
     * contains only these; the others wait for a summary.
     */
    Optional<PendingMail> mailTo(UUID recipient, Instant now) {
        List<RecipientNotice> notices = new ArrayList<>();
        String[] address = {""};
        boolean[] failed = {false};
        statement(OF_RECIPIENT, now)
                .param("account", recipient)
                .param("limit", QueryLimits.MAX_NOTICES_PER_MAIL)
                .query((RowCallbackHandler) row -> {
                    RecipientNotice notice = RecipientNotices.read(row, notices.size());
                    if (notices.isEmpty() || notices.getFirst().inUse() == notice.inUse()) {
                        notices.add(notice);
                        address[0] = row.getString("email");
                        failed[0] |= row.getBoolean("failed");
                    }
                });
        return notices.isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingMail(
                        recipient,
                        address[0],
                        List.copyOf(notices),
                        !notices.getFirst().inUse(),
                        failed[0],
                        LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    private JdbcClient.StatementSpec statement(String text, Instant now) {
        return jdbc.sql(text)
                .params(notices.parameters(now))
                .param("today", Timestamp.from(now.truncatedTo(ChronoUnit.DAYS)))
                .param("last_summary", Timestamp.from(now.minus(BETWEEN_SUMMARIES)));
    }
}
