package io.tokenledger.api.query;

import io.tokenledger.api.verify.Caller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asked by the command side: which API keys do these filters of {@code GET /ledger/tokens} find, of those whose keys the
 * caller may end? Answered by {@link FoundTokens}.
 *
 * @param among if not null, only these
 * @param most how many to name; the others are counted
 * @param position of the last event that the search has to know; if it cannot, it refuses with {@code store_unavailable}
 */
public record FindTokens(
        Map<String, String> filter, @Nullable List<UUID> among, Caller caller, int most, long position) {}
