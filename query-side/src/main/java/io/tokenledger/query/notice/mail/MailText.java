package io.tokenledger.query.notice.mail;

import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.NoticeText;
import io.tokenledger.query.notice.RecipientNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The words of a mail. Pure. It has no link that asks its reader to sign in, because phishing uses such links; it names
 * the key, where it was used, and the command that replaces its value.
 */
record MailText(String subject, String body) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int NEW_LIFETIME_MINUTES = 90 * 24 * 60;

    /**
     * The text of a mail.
     *
     * @param networks networks from which keys were used lately
     */
    static MailText of(PendingMail mail, Map<UUID, List<String>> networks, PublicUrl ledger, Instant now) {
        StringBuilder body = new StringBuilder();
        List<RecipientNotice> shown =
                mail.notices().stream().limit(QueryLimits.MAX_KEYS_IN_MAIL).toList();
        for (RecipientNotice notice : shown) {
            boolean mayShowOrigin = notice.isOwn() || !notice.ownedByUser();
            List<String> from = mayShowOrigin ? networks.getOrDefault(notice.tokenId(), List.of()) : List.of();
            append(body, notice, from, ledger, now);
        }
        int more = mail.notices().size() - shown.size();
        if (more > 0) {
            body.append("And ").append(more).append(more == 1 ? " more token.\n\n" : " more tokens.\n\n");
        }
        body.append("-- \nToken Ledger, ").append(ledger.value()).append('\n');
        body.append(
                mail.summary()
                        ? "This is the weekly summary about tokens that were not used for 30 days.\n"
                        : "At most one such mail is sent a day. The account settings can turn it off.\n");
        return new MailText(subject(mail.notices(), now), body.toString());
    }

    private static String subject(List<RecipientNotice> notices, Instant now) {
        RecipientNotice first = notices.getFirst();
        if (notices.size() == 1) {
            return quoted(first) + " " + event(first, now);
        }
        long tokens = notices.stream().map(RecipientNotice::tokenId).distinct().count();
        return tokens == 1
                ? quoted(first) + " " + event(first, now) + ", and more"
                : tokens + " access tokens, first " + quoted(first) + " " + event(first, now);
    }

    private static void append(
            StringBuilder body, RecipientNotice notice, List<String> networks, PublicUrl ledger, Instant now) {
        body.append("Access token ")
                .append(quoted(notice))
                .append(" (")
                .append(notice.tokenId())
                .append(')');
        if (!notice.isOwn()) {
            body.append(" of ").append(notice.ownerUsername());
        }
        body.append("\n  ").append(event(notice, now)).append(": ").append(TIME.format(notice.deadline()));
        Instant lastUsed = notice.lastUsedAt();
        body.append("\n  ").append(lastUsed == null ? "never used" : "last used: " + TIME.format(lastUsed));
        if (!networks.isEmpty()) {
            body.append(", from ").append(String.join(", ", networks));
        }
        body.append("\n\n")
                .append(NoticeText.advice(notice))
                .append(command(notice, ledger))
                .append("\n\n");
    }

    /** What happens, and when if it is in the future, as the end of a sentence that begins with the name of the key. */
    private static String event(RecipientNotice notice, Instant now) {
        String event = NoticeText.event(notice, now);
        return now.isBefore(notice.deadline()) ? event + " " + in(notice.deadline(), now) : event;
    }

    private static String in(Instant deadline, Instant now) {
        long hours = Duration.between(now, deadline).toHours();
        if (hours < 1) {
            return "within the hour";
        }
        if (hours < 48) {
            return "in " + hours + (hours == 1 ? " hour" : " hours");
        }
        return "in " + (hours + 23) / 24 + " days";
    }

    /** The command that replaces the value, if the recipient is told to do that. */
    private static String command(RecipientNotice notice, PublicUrl ledger) {
        return switch (notice.kind()) {
            case EXPIRY ->
                notice.inUse() && !notice.isOfAnotherUser()
                        ? " The old value then works for one more day:\n\n" + rotation(notice, ledger)
                        : "";
            case SIGNAL ->
                notice.endedKey()
                        .map(state -> state == EndedKey.EXPIRED ? "\n\n" + rotation(notice, ledger) : "")
                        .orElseGet(() -> " The old value then stops working at once:\n\n" + rotation(notice, ledger));
            case RETENTION_END, IDLE_DEACTIVATION -> "";
        };
    }

    private static String rotation(RecipientNotice notice, PublicUrl ledger) {
        String path = notice.ownedByUser()
                ? "/users/me/api_keys/" + notice.tokenId()
                : "/organizations/" + notice.organizationId() + "/service_accounts/" + notice.ownerId() + "/api_keys/"
                        + notice.tokenId();
        String retention = notice.kind() == NoticeKind.SIGNAL ? "0" : "1440";
        return """
                    curl -X POST %s/rotate \\
                      -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                      -d '{"retain_period_minutes": %s, "expires_in_minutes": %d}'""".formatted(ledger.of(path), retention, NEW_LIFETIME_MINUTES)
                .indent(4)
                .stripTrailing();
    }

    private static String quoted(RecipientNotice notice) {
        return "\"" + notice.name() + "\"";
    }
}
