package io.tokenledger.query.notice;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.events.notice.NoticeKind;
import java.time.Instant;
import java.util.Objects;

/** What notices say, the same in the API, the console, mails and the calendar. Pure. */
public final class NoticeText {
    private NoticeText() {}

    /** What happens, as the part of a sentence between the name of the key and the time of the notice. */
    public static String event(RecipientNotice notice, Instant now) {
        return switch (notice.kind()) {
            case EXPIRY -> now.isBefore(notice.deadline()) ? deadline(NoticeKind.EXPIRY) : "expired";
            case RETENTION_END, IDLE_DEACTIVATION -> deadline(notice.kind());
            case SIGNAL -> "was " + Objects.requireNonNull(notice.signal()).caption(notice.reason());
        };
    }

    /** The same for a time in the future. */
    public static String deadline(NoticeKind kind) {
        return switch (kind) {
            case EXPIRY -> "expires";
            case RETENTION_END -> "loses its previous value";
            case IDLE_DEACTIVATION -> "is not used, and is deactivated";
            case SIGNAL -> throw new IllegalArgumentException("A signal has no deadline.");
        };
    }

    /** What the recipient can do, in one or two sentences. */
    public static String advice(RecipientNotice notice) {
        return switch (notice.kind()) {
            case EXPIRY ->
                notice.isOfAnotherUser()
                        ? "Ask " + notice.ownerUsername() + " to replace its value before clients fail."
                        : notice.inUse()
                                ? "Replace its value before clients fail."
                                : "If it is no longer needed, there is nothing to do.";
            case RETENTION_END -> "Clients still use the previous value. Give them the new one, or they fail.";
            case IDLE_DEACTIVATION -> "If it is still needed, use it once. An administrator can activate it again.";
            case SIGNAL ->
                notice.endedKey()
                        .map(NoticeText::advice)
                        .orElse("If this was not you or your client, replace its value at once.");
        };
    }

    private static String advice(EndedKey state) {
        return switch (state) {
            case DEACTIVATED, DELETED -> "The use was refused. If a client still needs access, give it another token.";
            case EXPIRED -> "The use was refused. If it is still needed, replace its value and set a new expiry.";
        };
    }
}
