package io.tokenledger.query.replay;

import io.tokenledger.query.projection.ReadModelSchema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A replay, as stored. */
record Replay(
        UUID id,
        Kind kind,
        List<String> projections,
        @Nullable Long until,
        @Nullable Instant requestedAt,
        State state,
        long position,
        @Nullable Instant asOf,
        long eventsDone,
        long eventsTotal,
        @Nullable String problem,
        @Nullable Long drifted,
        List<Difference> drifts,
        @Nullable UUID requestedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** The purpose of the rebuilt tables. */
    enum Kind {
        /** To replace the live tables. */
        REBUILD,
        /** To be compared with the live tables, then dropped. */
        VERIFY,
        /** To be queried as of a position, and dropped later. */
        SANDBOX
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** The schema of the tables being rebuilt. */
    static String schema(UUID id) {
        return "replay_" + id.toString().replace("-", "");
    }

    String schema() {
        return schema(id);
    }

    /** The rebuilt read models, to be selected for a thread's statements. */
    ReadModelSchema.Copy copy() {
        return copy(true);
    }

    /** @param isFilled whether the tables that are filled last have their rows */
    ReadModelSchema.Copy copy(boolean isFilled) {
        return new ReadModelSchema.Copy(schema(), position, Objects.requireNonNullElse(asOf, Instant.EPOCH), isFilled);
    }
}
