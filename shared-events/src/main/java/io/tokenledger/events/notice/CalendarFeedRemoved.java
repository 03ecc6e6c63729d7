package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** An account removed its calendar feed. Its secret no longer works. */
@StoredAs("notice.calendar_feed_removed")
public record CalendarFeedRemoved(UUID ownerId) implements NoticeEvent {}
