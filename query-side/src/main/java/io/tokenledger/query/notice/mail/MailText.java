package io.tokenledger.query.notice.mail;

import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.RecipientNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        body.append("\n\n").append(advice(notice, ledger)).append("\n\n");
    }

    /** What happens, as the end of a sentence that begins with the name of the key. */
    private static String event(RecipientNotice notice, Instant now) {
        boolean over = !now.isBefore(notice.deadline());
        return switch (notice.kind()) {
            case EXPIRY -> over ? "has expired" : "expires " + in(notice.deadline(), now);
            case RETENTION_END -> "loses its previous value " + in(notice.deadline(), now);
            case IDLE_DEACTIVATION -> "is deactivated " + in(notice.deadline(), now) + " because it is not used";
            case SIGNAL -> signal(notice.detail());
        };
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

    private static String signal(@Nullable String kind) {
        return switch (kind == null ? "" : kind) {
            case "dormant_key_wakes" -> "was used after a long time without use";
            case "first_seen_network" -> "was used from a network for the first time";
            case "first_seen_agent" -> "was used by a client for the first time";
            case "dead_value_used" -> "was used with a value that no longer works";
            case "refusal_burst" -> "was refused many times in a short time";
            case "many_networks" -> "was used from many networks at once";
            case "key_created_from_new_network" -> "was created from a network that is new to its creator";
            default -> "has a new signal";
        };
    }

    private static String advice(RecipientNotice notice, PublicUrl ledger) {
        return switch (notice.kind()) {
            case EXPIRY ->
                isOfAnotherUser(notice)
                        ? "Ask " + notice.ownerUsername() + " to replace its value before clients fail."
                        : notice.inUse()
                                ? "Replace its value before clients fail. The old value then works for one more day:\n\n"
                                        + rotation(notice, ledger)
                                : "If it is no longer needed, there is nothing to do.";
            case RETENTION_END -> "Clients still use the previous value. Give them the new one, or they fail.";
            case IDLE_DEACTIVATION -> "If it is still needed, use it once. An administrator can activate it again.";
            case SIGNAL ->
                "If this was not you or your client, replace its value at once:\n\n" + rotation(notice, ledger);
        };
    }

    /** Whether the key belongs to a user other than the recipient. Only that user can rotate it. */
    private static boolean isOfAnotherUser(RecipientNotice notice) {
        return notice.ownedByUser() && !notice.isOwn();
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
