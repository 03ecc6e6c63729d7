package io.tokenledger.api.query;

import io.tokenledger.api.verify.Caller;
import java.util.UUID;

/**
 * Finds API keys of a bulk operation. The result is {@link FoundTokens}. The query fails with {@code not_found} if there is
 * no such operation.
 *
 * @param actId id of the bulk operation
 * @param position position of the last event that the search must include; if a read model has not applied it in time,
 *     the query fails with {@code read_model_behind}
 */
public record FindBulkOperation(UUID actId, Keys keys, Caller caller, long position) {
    /** Which keys of the operation are found. */
    public enum Keys {
        /** Those that it deactivated, that are unchanged since then, and that the caller may end. */
        UNCHANGED,
        /** All that it changed and that the caller may see. */
        CHANGED
    }
}
