package io.tokenledger.api.paging;

import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Which part of a bare array of ZenML's routes is asked for: 50 items from the first unless said, at most 500. */
public record Slice(int offset, int limit) {
    private static final int LAST_OFFSET = 1_000_000;

    public static Slice of(@Nullable Integer offset, @Nullable Integer limit) {
        int from = offset == null ? 0 : offset;
        int most = limit == null ? Page.DEFAULT_SIZE : limit;
        if (from < 0 || from > LAST_OFFSET || most < 1) {
            throw ProblemCode.BAD_VALUE.because("offset starts at 0, limit at 1.");
        }
        return new Slice(from, Math.min(most, Page.MAX_SIZE));
    }
}
