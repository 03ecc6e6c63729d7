package io.tokenledger.query.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest finished comparison of a read model with the events.
 *
 * @param projection name of the read model
 * @param replayId null if the read model was never compared, or the replay is deleted
 * @param position position of the last event that was compared
 * @param differingRows number of rows that differ; 0 if the read model equals the events
 */
public record LatestComparison(
        String projection,
        @Nullable UUID replayId,
        @Nullable Long position,
        @Nullable Long differingRows,
        @Nullable Instant endedAt) {}
