package io.tokenledger.query.freshness;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer is behind the events.
 *
 * @param position position of the last event that the read model has applied; 0 before the first
 * @param asOf every event recorded before this instant is in the answer
 * @param lagMs milliseconds between {@code asOf} and now
 * @param usesDroppedBefore uses that ended before this instant were dropped; null if none were
 */
public record Freshness(
        long position,
        Instant asOf,
        long lagMs,

        @Schema(
                description =
                        "Uses that ended before this instant were dropped after their retention, unless a legal hold or"
                                + " an organization keeps them. Only their totals by day remain. Absent if none were dropped.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant usesDroppedBefore) {}
