package io.tokenledger.events.notice;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** An account got a new secret for its calendar feed. The earlier one no longer works. */
@StoredAs("notice.calendar_feed_reset")
public record CalendarFeedReset(UUID ownerId, SecretDigest digest) implements NoticeEvent {}
