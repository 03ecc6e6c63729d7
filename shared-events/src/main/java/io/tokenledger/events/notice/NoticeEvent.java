package io.tokenledger.events.notice;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** Events of notices. They belong to no aggregate. */
public sealed interface NoticeEvent extends LedgerEvent
        permits TokenExpiring,
                RetentionEnding,
                IdleDeactivationUpcoming,
                NoticeSent,
                NoticeFailed,
                NoticePreferencesChanged,
                CalendarFeedReset,
                CalendarFeedRemoved {
    /** The owner of the key, or the account that changed its preferences. */
    UUID ownerId();

    @Override
    default UUID dataSubject() {
        return ownerId();
    }
}
