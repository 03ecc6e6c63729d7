package io.tokenledger.api.paging;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The requested part of a bare array on ZenML's routes. By default the first 50 items; at most 500 items. */
public record Slice(int offset, int limit) {
    public static Slice of(@Nullable Integer offset, @Nullable Integer limit) {
        int from = offset == null ? 0 : offset;
        int most = limit == null ? ApiLimits.DEFAULT_PAGE_SIZE : limit;
        if (from < 0 || from > ApiLimits.MAX_OFFSET || most < 1) {
            throw ProblemCode.BAD_VALUE.because("'offset' must be between 0 and 1,000,000, and 'limit' at least 1.");
        }
        return new Slice(from, Math.min(most, ApiLimits.MAX_PAGE_SIZE));
    }
}
