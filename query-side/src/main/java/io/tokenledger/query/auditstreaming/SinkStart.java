package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.asof.AsOfResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves {@code from}: the first event to deliver, as an instant or a position. */
@Component
class SinkStart {
    private static final String NOW = "now";

    private final AsOfResolver asOfResolver;
    private final EventPositions events;

    SinkStart(AsOfResolver asOfResolver, EventPositions events) {
        this.asOfResolver = asOfResolver;
        this.events = events;
    }

    /**
     * The position after which a new sink starts.
     *
     * @param from {@code now}, an instant or a position; null means {@code now}
     */
    long ofNewSink(@Nullable String from) {
        return from == null || from.equals(NOW) ? events.head() : before(from);
    }

    /** The position before the first event to deliver, at least 0. */
    long before(@Nullable String from) {
        if (from == null || from.isEmpty()) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must be an instant such as 2026-01-31T12:00:00Z, or the position of an event.");
        }
        long before = from.chars().allMatch(Character::isDigit)
                ? asOfResolver.position("from", from) - 1
                : asOfResolver.lastBy(asOfResolver.of("from", from).at().minusMillis(1));
        return Math.max(0, before);
    }
}
