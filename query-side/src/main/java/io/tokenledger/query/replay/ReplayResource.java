package io.tokenledger.query.replay;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.events.WireNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay in an HTTP response.
 *
 * @param projection projection that is replayed; null for a sandbox, which holds all
 * @param purpose {@code rebuild}, {@code verify} or {@code sandbox}
 * @param state {@code running}, {@code done} or {@code failed}
 * @param position position of the last event that the copy has applied
 * @param asOf time of that event; null before the first
 * @param requestedAt instant that the request for a sandbox named; null if it named a position or none
 * @param etaSeconds estimated seconds left at the speed so far; null if unknown
 * @param problem failure that currently blocks the replay, which retries by itself; null if none
 * @param drifted number of rows that differ from the live read model; null unless compared
 * @param drifts first 100 differing rows
 */
record ReplayResource(
        UUID id,
        @Nullable String projection,

        @Schema(allowableValues = {"rebuild", "verify", "sandbox"})
        String purpose,

        @Schema(allowableValues = {"running", "done", "failed"})
        String state,

        long position,
        @Nullable Instant asOf,
        @Nullable Instant requestedAt,
        long eventsDone,
        long eventsTotal,
        double percent,
        @Nullable Long etaSeconds,
        @Nullable String problem,
        @Nullable Long drifted,

        List<Difference> drifts,

        @Nullable UUID requestedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    static ReplayResource of(Replay replay, Instant now) {
        return new ReplayResource(
                replay.id(),
                replay.kind() == Replay.Kind.SANDBOX
                        ? null
                        : replay.projections().getFirst(),
                wire(replay.kind()),
                wire(replay.state()),
                replay.position(),
                replay.asOf(),
                replay.requestedAt(),
                replay.eventsDone(),
                replay.eventsTotal(),
                percent(replay),
                eta(replay, now),
                replay.problem(),
                replay.drifted(),
                replay.drifts(),
                replay.requestedBy(),
                replay.startedAt(),
                replay.endedAt());
    }

    /** Percent with one decimal; 100 only when the replay is done. */
    private static double percent(Replay replay) {
        if (replay.state() == Replay.State.DONE) {
            return 100;
        }
        long tenths = replay.eventsTotal() == 0 ? 0 : replay.eventsDone() * 1_000 / replay.eventsTotal();
        return Math.min(999, tenths) / 10.0;
    }

    private static @Nullable Long eta(Replay replay, Instant now) {
        if (replay.state() != Replay.State.RUNNING || replay.eventsDone() == 0) {
            return null;
        }
        long elapsed = Duration.between(replay.startedAt(), now).toMillis();
        return elapsed * (replay.eventsTotal() - replay.eventsDone()) / replay.eventsDone() / 1_000;
    }

    private static String wire(Enum<?> value) {
        return WireNames.of(value);
    }
}
