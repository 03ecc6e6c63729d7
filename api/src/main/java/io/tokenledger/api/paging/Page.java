package io.tokenledger.api.paging;

import java.util.List;

/** A page of a list on ZenML's routes; {@code index} starts at 1. */
public record Page<T>(int index, int maxSize, int totalPages, long total, List<T> items) {
    public static <T> Page<T> of(PageRequest request, long total, List<T> items) {
        return new Page<>(
                request.index(), request.size(), (int) Math.max(1, Math.ceilDiv(total, request.size())), total, items);
    }
}
