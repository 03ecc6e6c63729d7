package io.tokenledger.query.notice.mail;

import io.tokenledger.domain.NoticeSchedule;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticeProblem;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.NoticeLog;
import io.tokenledger.query.notice.NoticeSender;
import io.tokenledger.query.notice.RecipientNotice;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends the pending mails one by one and records each after the mail server accepted it. If the ledger ends in between,
 * the mail is sent once more, with the same Message-ID. If the server is unavailable, the run ends, and the next begins
 * after an increasing pause. What was due meanwhile is in one mail for each person then.
 */
class NoticeMailSender implements NoticeSender {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeMailSender.class);
    private static final RetryPause RETRY_PAUSE =
            new RetryPause(QueryLimits.MIN_MAIL_RETRY_PAUSE, QueryLimits.MAX_MAIL_RETRY_PAUSE);

    private final PendingMailRepository mails;
    private final NetworkRepository networks;
    private final MailComposer composer;
    private final JavaMailSender server;
    private final NoticeLog log;
    private final Clock clock;
    private int failures;
    private Instant nextAttempt = Instant.MIN;

    NoticeMailSender(
            PendingMailRepository mails,
            NetworkRepository networks,
            MailComposer composer,
            JavaMailSender server,
            NoticeLog log,
            Clock clock) {
        this.mails = mails;
        this.networks = networks;
        this.composer = composer;
        this.server = server;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void sendPending(BooleanSupplier mayContinue) {
        if (clock.instant().isBefore(nextAttempt)) {
            return;
        }
        for (PendingMail mail : mails.pending(clock.instant())) {
            if (!mayContinue.getAsBoolean() || !send(mail)) {
                return;
            }
        }
    }

    /** Sends one mail. Returns false if the server is unavailable, so that no further mail is tried. */
    private boolean send(PendingMail mail) {
        Instant now = clock.instant();
        try {
            server.send(composer.message(server.createMimeMessage(), mail, networksOf(mail, now), now));
        } catch (MailException failure) {
            if (isRejected(failure)) {
                recordFailure(mail, NoticeProblem.ADDRESS_REJECTED);
                return true;
            }
            recordFailure(mail, NoticeProblem.SERVER_UNAVAILABLE);
            pause(failure);
            return false;
        }
        failures = 0;
        log.record(mail.deliveries().stream().map(NoticeSent::new).toList());
        return true;
    }

    private Map<UUID, List<String>> networksOf(PendingMail mail, Instant now) {
        List<UUID> keys = mail.notices().stream()
                .limit(QueryLimits.MAX_KEYS_IN_MAIL)
                .map(RecipientNotice::tokenId)
                .distinct()
                .toList();
        return networks.lastUsed(keys, now.minus(NoticeSchedule.IN_USE));
    }

    private void recordFailure(PendingMail mail, NoticeProblem problem) {
        if (!mail.failed()) {
            List<NoticeEvent> events = mail.deliveries().stream()
                    .<NoticeEvent>map(notice -> new NoticeFailed(notice, problem))
                    .toList();
            log.record(events);
        }
    }

    private void pause(MailException failure) {
        failures++;
        nextAttempt = clock.instant().plus(RETRY_PAUSE.after(failures));
        if (failures == 1) {
            LOG.warn(
                    "The mail server did not accept a notice: {}. Notices stay pending. The next attempt is at {}, later ones"
                            + " are up to 1 h apart.",
                    failure.getClass().getSimpleName(),
                    nextAttempt);
        }
    }

    /** Whether the address has no valid form, or the server was reached and rejects it. */
    private static boolean isRejected(MailException failure) {
        if (failure instanceof MailSendException sending) {
            return !sending.getFailedMessages().isEmpty()
                    && sending.getFailedMessages().values().stream().allMatch(SendFailedException.class::isInstance);
        }
        return failure instanceof MailPreparationException;
    }
}
