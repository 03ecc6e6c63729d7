package io.tokenledger.query.replay;

import io.tokenledger.query.projection.ReadModelSchema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One replay, as its row says. */
record Replay(
        UUID id,
        Kind kind,
        List<String> projections,
        @Nullable Long until,
        State state,
        long position,
        @Nullable Instant asOf,
        long eventsDone,
        long eventsTotal,
        @Nullable String problem,
        @Nullable Long drifted,
        JsonNode drifts,
        @Nullable UUID requestedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** What the rebuilt tables are for. */
    enum Kind {
        /** To take the place of the live ones. */
        REBUILD,
        /** To be compared with the live ones, and dropped. */
        VERIFY,
        /** To be queried as they were at a position, and dropped later. */
        SANDBOX
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** The schema that holds the tables being rebuilt. */
    static String schema(UUID id) {
        return "replay_" + id.toString().replace("-", "");
    }

    String schema() {
        return schema(id);
    }

    /** The rebuilt read models, for statements to be about. */
    ReadModelSchema.Copy copy() {
        return new ReadModelSchema.Copy(schema(), position, Objects.requireNonNullElse(asOf, Instant.EPOCH));
    }
}
