package io.tokenledger.query.audittrail;

import io.tokenledger.events.notice.CalendarFeedRemoved;
import io.tokenledger.events.notice.CalendarFeedReset;
import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeDelivery;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.events.notice.RetentionEnding;
import io.tokenledger.events.notice.TokenExpiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events of notices add to the audit trail. An entry about a key is visible in each organization of its owner, so it
 * shows neither administrators of another organization nor whether the key was used before a membership.
 */
final class NoticeDetails {
    private static final String DAYS_BEFORE = "days_before";

    private NoticeDetails() {}

    static Map<String, @Nullable Object> of(NoticeEvent event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        switch (event) {
            case TokenExpiring expiring -> {
                data.put("expires_at", expiring.expiresAt());
                data.put(DAYS_BEFORE, expiring.daysBefore());
            }
            case RetentionEnding ending -> {
                data.put("generation", ending.generation());
                data.put("retained_until", ending.retainedUntil());
            }
            case IdleDeactivationUpcoming upcoming -> {
                data.put("deactivated_at", upcoming.deactivatedAt());
                data.put(DAYS_BEFORE, upcoming.daysBefore());
            }
            case NoticeSent sent -> put(data, sent.notice());
            case NoticeFailed failed -> {
                put(data, failed.notice());
                data.put("problem", failed.problem().wire());
            }
            case NoticePreferencesChanged changed -> {
                data.put("deadlines", changed.deadlines());
                data.put("signals", changed.signals());
                data.put("summaries", changed.summaries());
            }
            case CalendarFeedReset nothingMore -> {}
            case CalendarFeedRemoved nothingMore -> {}
        }
        return data;
    }

    /** The key of a notice; null for other events. */
    static @Nullable UUID token(NoticeEvent event) {
        return switch (event) {
            case TokenExpiring expiring -> expiring.tokenId();
            case RetentionEnding ending -> ending.tokenId();
            case IdleDeactivationUpcoming upcoming -> upcoming.tokenId();
            case NoticeSent sent -> sent.notice().tokenId();
            case NoticeFailed failed -> failed.notice().tokenId();
            case NoticePreferencesChanged changed -> null;
            case CalendarFeedReset reset -> null;
            case CalendarFeedRemoved removed -> null;
        };
    }

    private static void put(Map<String, @Nullable Object> data, NoticeDelivery notice) {
        boolean toOwner = notice.recipientId().equals(notice.ownerId());
        data.put("recipient", toOwner ? "owner" : "administrator");
        data.put("notice", notice.kind().wire());
        data.put("deadline", notice.deadline());
        data.put(DAYS_BEFORE, notice.daysBefore());
        data.put("channel", notice.channel().wire());
        data.put("summary", notice.summary());
        if (toOwner) {
            data.put("address_sha256", notice.addressSha256());
            data.put("message_id", notice.messageId());
        }
    }
}
