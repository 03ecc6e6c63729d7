package io.tokenledger.api.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies of data about an erased account that the ledger cannot reach.
 *
 * @param sinks sinks that received entries about it, by name
 * @param removedSinks sinks that were removed since its registration and may have received such entries, the latest
 *     first, at most 100
 * @param removedSinksOmitted number of further removed sinks
 * @param downloads exports and handover packages since its registration, the newest first, at most 100
 * @param downloadsOmitted number of further downloads
 */
public record Disclosures(
        List<SinkCopy> sinks,
        List<RemovedSink> removedSinks,
        long removedSinksOmitted,
        List<Download> downloads,
        long downloadsOmitted) {

    /**
     * A sink.
     *
     * @param until time of its last delivery; null if it has none since the last start of the ledger
     */
    @Schema(name = "SinkCopy")
    public record SinkCopy(String name, @Nullable Instant until) {}

    /** A sink that was removed. */
    @Schema(name = "RemovedSink")
    public record RemovedSink(String name, Instant removedAt) {}

    /**
     * A download.
     *
     * @param action {@code ledger.exported} or {@code ledger.case_handed_over}
     * @param actorId account that downloaded it
     */
    @Schema(name = "Download")
    public record Download(
            long position,
            String action,
            Instant at,
            @Nullable UUID actorId) {}
}
