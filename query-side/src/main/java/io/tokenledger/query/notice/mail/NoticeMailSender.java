package io.tokenledger.query.notice.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.domain.NoticeSchedule;
import io.tokenledger.events.notice.NoticeChannel;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticeProblem;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.NoticeCounters;
import io.tokenledger.query.notice.NoticeLog;
import io.tokenledger.query.notice.NoticeSender;
import io.tokenledger.query.notice.RecipientNotice;
import io.tokenledger.query.notice.SendResult;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * the mail is sent once more, with the same Message-ID. A mail is put together right before it is sent, so it is about the
 * present. If the server is unavailable, the run ends, and the next begins after an increasing pause. What was due
 * meanwhile is in one mail for each person then.
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
    private final NoticeCounters counters;
    private int failures;
    private Instant nextAttempt = Instant.MIN;

    NoticeMailSender(
            PendingMailRepository mails,
            NetworkRepository networks,
            MailComposer composer,
            JavaMailSender server,
            NoticeLog log,
            Clock clock,
            MeterRegistry meters) {
        this.mails = mails;
        this.networks = networks;
        this.composer = composer;
        this.server = server;
        this.log = log;
        this.clock = clock;
        this.counters = new NoticeCounters(NoticeChannel.MAIL, meters);
    }

    @Override
    public Optional<SendResult> sendPending(BooleanSupplier mayContinue) {
        if (clock.instant().isBefore(nextAttempt)) {
            return Optional.empty();
        }
        SendResult sent = SendResult.NONE;
        Set<String> addresses = new HashSet<>(); // several accounts can have the same one
        int failedMails = 0;
        for (UUID recipient : mails.recipients(clock.instant())) {
            if (!mayContinue.getAsBoolean()) {
                return sent.equals(SendResult.NONE) ? Optional.empty() : Optional.of(sent);
            }
            PendingMail mail = mails.mailTo(recipient, clock.instant()).orElse(null);
            if (mail == null || !addresses.add(mail.address().toLowerCase(Locale.ROOT))) {
                continue;
            }
            SendResult result = send(mail);
            sent = sent.plus(result);
            failedMails = result.hasPending() ? failedMails + 1 : 0;
            if (failedMails == QueryLimits.MAX_FAILED_MAILS) {
                pause();
                return Optional.of(sent);
            }
        }
        failures = 0;
        return Optional.of(sent);
    }

    private SendResult send(PendingMail mail) {
        Instant now = clock.instant();
        try {
            server.send(composer.message(server.createMimeMessage(), mail, networksOf(mail, now), now));
        } catch (MailException failure) {
            boolean rejected = isRejected(failure);
            NoticeProblem problem = rejected ? NoticeProblem.ADDRESS_REJECTED : NoticeProblem.SERVER_UNAVAILABLE;
            LOG.debug("A notice was not sent to account {}.", mail.recipientId(), failure);
            counters.failed(problem, mail.notices().size());
            recordFailure(mail, problem);
            return result(failure, rejected);
        }
        counters.sent(mail.notices().size());
        record(mail.deliveries().stream().map(NoticeSent::new).toList());
        return SendResult.ACCEPTED;
    }

    private Map<UUID, List<String>> networksOf(PendingMail mail, Instant now) {
        List<UUID> keys = mail.notices().stream()
                .limit(QueryLimits.MAX_KEYS_IN_MAIL)
                .map(RecipientNotice::tokenId)
                .distinct()
                .toList();
        return networks.lastUsed(keys, now.minus(NoticeSchedule.IN_USE));
    }

    /** Records a rejection even after another failure, because it ends the attempts. */
    private void recordFailure(PendingMail mail, NoticeProblem problem) {
        if (!mail.failed() || problem == NoticeProblem.ADDRESS_REJECTED) {
            record(mail.deliveries().stream()
                    .map(notice -> new NoticeFailed(notice, problem))
                    .toList());
        }
    }

    private void record(List<? extends NoticeEvent> events) {
        for (int from = 0; from < events.size(); from += QueryLimits.NOTICES_PER_APPEND) {
            log.record(events.subList(from, Math.min(events.size(), from + QueryLimits.NOTICES_PER_APPEND)));
        }
    }

    private void pause() {
        failures++;
        nextAttempt = clock.instant().plus(RETRY_PAUSE.after(failures));
        if (failures == 1) {
            LOG.warn(
                    "The mail server did not accept {} notices in a row. Notices stay pending. The next attempt is at {}, later"
                            + " ones are up to 1 h apart.",
                    QueryLimits.MAX_FAILED_MAILS,
                    nextAttempt);
        }
    }

    /** An address without a valid form never reached the server, so it says nothing about it. */
    private static SendResult result(MailException failure, boolean rejected) {
        if (failure instanceof MailPreparationException) {
            return SendResult.NONE;
        }
        if (rejected) {
            return SendResult.REJECTED;
        }
        boolean reached = failure instanceof MailSendException sending
                && !sending.getFailedMessages().isEmpty()
                && sending.getFailedMessages().values().stream().allMatch(SendFailedException.class::isInstance);
        return reached ? SendResult.POSTPONED : SendResult.UNREACHABLE;
    }

    /** Whether the address has no valid form, or the server rejects it for good (a reply with a 5xx code, RFC 5321). */
    private static boolean isRejected(MailException failure) {
        if (failure instanceof MailSendException sending) {
            return !sending.getFailedMessages().isEmpty()
                    && sending.getFailedMessages().values().stream().allMatch(NoticeMailSender::isPermanent);
        }
        return failure instanceof MailPreparationException;
    }

    private static boolean isPermanent(Exception failure) {
        return failure instanceof SendFailedException rejected
                && rejected.getInvalidAddresses() != null // those with a 4xx code are valid and unsent
                && rejected.getInvalidAddresses().length > 0;
    }
}
