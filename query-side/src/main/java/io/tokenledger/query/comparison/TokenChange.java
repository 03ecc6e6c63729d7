package io.tokenledger.query.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.WireNames;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The difference of one API key between two points in time.
 *
 * @param before the key at the earlier point; null if it did not exist
 * @param after the key at the later point; deleted keys are shown as such
 * @param events the events that explain the difference, the latest 100, oldest first
 */
@Schema(name = "TokenChange")
record TokenChange(
        UUID id, Kind change, UUID ownerId, @Nullable State before, State after, List<Cause> events) {

    /** What happened to a key. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        @JsonValue
        String wire() {
            return WireNames.of(this);
        }
    }

    /**
     * A key at one point in time.
     *
     * @param ownerActive whether the owner's account was active
     */
    @Schema(name = "ComparedToken")
    record State(
            String name,
            @Nullable String description,
            KeyState state,
            int generation,
            @Nullable Instant expiresAt,
            boolean ownerActive) {}

    /**
     * An event between the two points.
     *
     * @param actor username of the account that caused it; null if the ledger did
     */
    @Schema(name = "ChangeCause")
    record Cause(
            long position,
            Instant time,
            String action,
            @Nullable String actor,
            @Nullable String reason) {}
}
