package io.tokenledger.console.review;

import io.tokenledger.console.page.Filters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** The filters of {@code GET /ledger/tokens}. */
final class TokenFilters {
    static final String AS_OF = "as_of";

    /** Filters that the form shows at once. */
    private static final List<String> COMMON = List.of("q", "state", "works", "owner_kind", AS_OF, "sort");

    private static final List<String> INSTANTS = List.of(
            "created_after",
            "created_before",
            "expires_after",
            "expires_before",
            "last_used_after",
            "last_used_before",
            "rotated_before",
            "unused_since");

    /** Filters that the form shows on demand, apart from those by time. */
    private static final List<String> OTHERS = List.of(
            "owner",
            "organization",
            "descendant_of",
            "expiring_within",
            "created_from",
            "used_from",
            "never_used",
            "no_expiry",
            "owner_active",
            "many_networks");

    private TokenFilters() {}

    /** The filters in the URL, as they were typed. */
    static Filters typed(HttpServletRequest request) {
        List<String> names = new ArrayList<>(COMMON);
        names.addAll(INSTANTS);
        names.addAll(OTHERS);
        return Filters.of(request, names);
    }

    /** The filters as the API reads them. */
    static Filters read(Filters typed, String asOf) {
        return typed.withInstants(INSTANTS).with(AS_OF, asOf);
    }

    /** The filters in the URL that select keys of the present, as the API reads them. */
    static Filters ofPresent(HttpServletRequest request) {
        return read(typed(request), "").with("sort", "");
    }

    static boolean hasOthers(Filters typed) {
        return typed.hasAny(OTHERS) || typed.hasAny(INSTANTS);
    }
}
