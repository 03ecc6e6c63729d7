package io.tokenledger.query.paging;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Page size on the ledger's own routes: 50 by default, at most 500. */
public final class Limit {
    /** Meaning of the parameter. */
    public static final String MEANING =
            "maximum number of items, at least 1; more than 500 count as 500; 50 by default";

    private Limit() {}

    public static int of(@Nullable Integer requested) {
        if (requested == null) {
            return ApiLimits.DEFAULT_PAGE_SIZE;
        }
        if (requested < 1) {
            throw ProblemCode.BAD_VALUE.because("'limit' must be at least 1.");
        }
        return Math.min(requested, ApiLimits.MAX_PAGE_SIZE);
    }
}
