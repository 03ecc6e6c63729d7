package io.tokenledger.query.replay;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row that a replay gives otherwise than it stands in the live read model.
 *
 * @param key the columns of the primary key
 * @param live the live row's columns that differ; null where there is no such row
 * @param rebuilt the same of the rebuilt row
 */
record Difference(
        String table,
        JsonNode key,
        @Nullable JsonNode live,
        @Nullable JsonNode rebuilt) {}
