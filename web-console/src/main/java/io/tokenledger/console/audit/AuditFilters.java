package io.tokenledger.console.audit;

import io.tokenledger.console.page.Filters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ui.Model;

/** The filters of {@code GET /ledger/audit}, which its page, chart, live view and exports share. */
final class AuditFilters {
    /** Filters that the form shows at once. */
    private static final List<String> COMMON = List.of("q", "action", "outcome", "from", "to");

    /** Filters that the form shows on demand. */
    private static final List<String> OTHERS = List.of(
            "actor",
            "actor_key",
            "owner",
            "token",
            "family_of",
            "organization",
            "workspace",
            "ip",
            "user_agent",
            "correlation_id",
            "reason",
            "changes_only");

    private static final List<String> INSTANTS = List.of("from", "to");

    private AuditFilters() {}

    /** The filters in the URL, as they were typed. */
    static Filters typed(HttpServletRequest request) {
        List<String> names = new ArrayList<>(COMMON);
        names.addAll(OTHERS);
        return Filters.of(request, names);
    }

    /** The filters in the URL, as the API reads them: a date stands for the beginning of its day. */
    static Filters of(HttpServletRequest request) {
        return typed(request).withInstants(INSTANTS);
    }

    static void show(Filters typed, Model page) {
        page.addAttribute("filters", typed);
        page.addAttribute("more", typed.hasAny(OTHERS));
    }
}
