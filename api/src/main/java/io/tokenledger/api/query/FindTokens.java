package io.tokenledger.api.query;

import io.tokenledger.api.verify.Caller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API keys that match these filters of {@code GET /ledger/tokens} and that the caller may end. The result is
 * {@link FoundTokens}.
 *
 * @param among ids to which the search is restricted; null for no restriction
 * @param most maximum number of keys in the result; the total counts all
 * @param position position of the last event that the search must include; if a read model has not applied it in time,
 *     the query fails with {@code read_model_behind}
 */
public record FindTokens(
        Map<String, String> filter, @Nullable List<UUID> among, Caller caller, int most, long position) {}
