package io.tokenledger.events.notice;

import java.time.Instant;
import java.util.UUID;

/** A notice that a key, or its previous value, stops working at a known time. Each is recorded once. */
public interface DeadlineNotice {
    UUID tokenId();

    UUID ownerId();

    NoticeKind kind();

    /** The time from which the key or the value no longer works. */
    Instant deadline();

    /** Full days before the deadline from which the notice is due; 0 if it is due at the deadline. */
    int daysBefore();

    /** Whether the key was used in the 30 days before the notice. */
    boolean inUse();
}
