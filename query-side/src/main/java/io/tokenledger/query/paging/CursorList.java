package io.tokenledger.query.paging;

import io.tokenledger.query.freshness.Freshness;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list on the ledger's own routes. {@code nextCursor} is null on the last page. */
public record CursorList<T>(List<T> items, @Nullable String nextCursor, Freshness freshness) {

    /**
     * Builds a page. {@code rows} holds up to {@code limit + 1} rows: the extra row shows that another page follows.
     */
    public static <R, T> CursorList<T> of(
            List<R> rows, int limit, Function<R, T> item, Function<R, String> cursor, Freshness freshness) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new CursorList<>(
                shown.stream().map(item).toList(), more ? cursor.apply(shown.getLast()) : null, freshness);
    }
}
