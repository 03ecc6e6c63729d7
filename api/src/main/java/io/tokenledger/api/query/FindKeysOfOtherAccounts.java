package io.tokenledger.api.query;

import io.tokenledger.api.verify.Caller;
import java.time.Instant;
import java.util.UUID;

/**
 * Finds the API keys of other accounts that work now with a secret that an account was shown, with their accepted uses
 * since an instant. The result is {@link KeysOfOtherAccounts}.
 *
 * @param position position of the last event that the search must include; if a read model has not applied it in time,
 *     the query fails with {@code read_model_behind}
 */
public record FindKeysOfOtherAccounts(UUID accountId, Instant since, Caller caller, long position) {}
