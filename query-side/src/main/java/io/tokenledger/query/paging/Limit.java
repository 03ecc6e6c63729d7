package io.tokenledger.query.paging;

import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Page size on the ledger's own routes: 50 by default, at most 500. */
public final class Limit {
    private static final int DEFAULT = 50;
    private static final int MAX = 500;

    private Limit() {}

    public static int of(@Nullable Integer requested) {
        if (requested == null) {
            return DEFAULT;
        }
        if (requested < 1) {
            throw ProblemCode.BAD_VALUE.because("'limit' must be at least 1.");
        }
        return Math.min(requested, MAX);
    }
}
