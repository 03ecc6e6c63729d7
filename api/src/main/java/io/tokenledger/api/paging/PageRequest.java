package io.tokenledger.api.paging;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a list on ZenML's routes. A size over the maximum becomes the maximum, as the ZenML client
 * expects.
 */
public record PageRequest(int index, int size) {
    public static PageRequest of(@Nullable Integer page, @Nullable Integer size) {
        int index = page == null ? 1 : page;
        int wanted = size == null ? ApiLimits.DEFAULT_PAGE_SIZE : size;
        if (index < 1 || index > ApiLimits.MAX_PAGE_INDEX || wanted < 1) {
            throw ProblemCode.BAD_VALUE.because("'page' must be between 1 and 1,000,000, and 'size' at least 1.");
        }
        return new PageRequest(index, Math.min(wanted, ApiLimits.MAX_PAGE_SIZE));
    }

    public long offset() {
        return (long) (index - 1) * size;
    }
}
