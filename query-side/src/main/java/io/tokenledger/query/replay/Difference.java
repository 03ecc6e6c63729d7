package io.tokenledger.query.replay;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row that differs between a replay and the live read model.
 *
 * @param key columns of the primary key
 * @param live columns of the live row that differ; null if there is no such row
 * @param rebuilt columns of the rebuilt row that differ; null if there is no such row
 */
@Schema(name = "ReplayDifference")
record Difference(
        String table,

        JsonNode key,

        @Nullable JsonNode live,

        @Nullable JsonNode rebuilt) {}
