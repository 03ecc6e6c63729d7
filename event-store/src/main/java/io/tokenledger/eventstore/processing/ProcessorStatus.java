package io.tokenledger.eventstore.processing;

import java.util.OptionalLong;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The status of an event processor that this process has claimed.
 *
 * @param token token of the last event that it has applied; null before the first
 * @param caughtUp whether it follows the shared reader
 * @param error failure of its last transaction; null if that succeeded
 */
record ProcessorStatus(
        @Nullable TrackingToken token,
        boolean caughtUp,
        @Nullable Throwable error) implements EventTrackerStatus {

    @Override
    public Segment getSegment() {
        return Segment.ROOT_SEGMENT;
    }

    @Override
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public boolean isReplaying() {
        return false;
    }

    @Override
    public boolean isMerging() {
        return false;
    }

    @Override
    public OptionalLong mergeCompletedPosition() {
        return OptionalLong.empty();
    }

    @Override
    public @Nullable TrackingToken getTrackingToken() {
        return token;
    }

    @Override
    public boolean isErrorState() {
        return error != null;
    }

    @Override
    public @Nullable Throwable getError() {
        return error;
    }

    @Override
    public OptionalLong getCurrentPosition() {
        return token == null ? OptionalLong.empty() : token.position();
    }

    @Override
    public OptionalLong getResetPosition() {
        return OptionalLong.empty();
    }
}
