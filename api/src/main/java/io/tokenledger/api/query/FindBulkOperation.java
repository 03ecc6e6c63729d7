package io.tokenledger.api.query;

import io.tokenledger.api.verify.Caller;
import java.util.UUID;

/**
 * Asked by the command side: which API keys did this bulk act deactivate, that are still as it left them and that the
 * caller may end? Answered by {@link FoundTokens}; refused with {@code not_found} where there was no such act.
 *
 * @param position of the last event that the search has to know; if it cannot, it refuses with {@code store_unavailable}
 */
public record FindBulkOperation(UUID actId, Caller caller, long position) {}
