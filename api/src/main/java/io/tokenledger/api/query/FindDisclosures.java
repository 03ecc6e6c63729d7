package io.tokenledger.api.query;

import java.util.UUID;

/**
 * Finds where data about an account may have gone before its erasure. The result is {@link Disclosures}.
 *
 * @param position position of the erasure, which all read models must have applied; if one has not in time, the query
 *     fails with {@code read_model_behind}
 */
public record FindDisclosures(UUID accountId, long position) {}
