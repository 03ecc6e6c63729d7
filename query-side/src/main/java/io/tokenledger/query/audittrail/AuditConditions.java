package io.tokenledger.query.audittrail;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.SqlConditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions on entries {@code r} of the audit trail. Selective conditions have an index that finds their entries;
 * nearly all entries may match a broad one.
 */
final class AuditConditions {
    /** Maximum number of text hashes that a statement lists one by one, so that the planner knows how rare they are. */
    private static final int MAX_INLINE_TEXTS = 1_000;

    private static final String MOST_FREQUENT_ACTION = "token.used";

    private final SqlConditions selective = new SqlConditions();
    private final SqlConditions broad = new SqlConditions();
    private final SqlConditions origins;
    private final AuditTrailRepository trail;
    private @Nullable Instant from;
    private @Nullable Instant to;

    private AuditConditions(SqlConditions origins, AuditTrailRepository trail) {
        this.origins = origins;
        this.trail = trail;
    }

    /**
     * The conditions of these filters.
     *
     * @param origins condition under which the caller may see the origin of an entry; a filter on the origin matches
     *     only such entries
     */
    static AuditConditions of(FilterValues filters, SqlConditions origins, AuditTrailRepository trail) {
        AuditConditions where = new AuditConditions(origins, trail);
        filters.forEach((filter, value) -> ((AuditFilter) filter).condition().add(where, value));
        return where;
    }

    /** Adds the condition of a filter for a value. */
    @FunctionalInterface
    interface Condition<T> {
        void add(AuditConditions where, T value);

        /** A selective condition whose only parameter is the value. */
        static <T> Condition<T> of(String condition) {
            return (where, value) -> where.selective.and(condition, value);
        }
    }

    /**
     * The conditions, with the positions of the window. If a clock was set back, times do not grow with positions, so the
     * positions are only a bound.
     */
    AuditRange range() {
        PositionRange window = trail.positions(from, to);
        return new AuditRange(
                new SqlConditions().and(selective).and(broad),
                !selective.all().equals("true"),
                window.first(),
                window.last());
    }

    /**
     * The positions already select the window. If the planner knew what the time selects, it would multiply both, expect
     * few entries, and sort the whole window for one page. It knows nothing about the result of an expression.
     */
    private void recorded(String comparison, Instant instant) {
        broad.and("coalesce(r.recorded_at " + comparison + " ?::timestamptz, false)", instant.toString());
    }

    void from(Instant from) {
        recorded(">=", from);
        this.from = from;
    }

    void to(Instant to) {
        recorded("<", to);
        this.to = to;
    }

    /**
     * Writes the actions as literals, because only then does the planner match them to a partial index. This is safe:
     * each action is a stored event name.
     */
    void actions(List<String> actions) {
        SqlConditions conditions = actions.contains(MOST_FREQUENT_ACTION) ? broad : selective;
        conditions.and(actions.stream()
                .map(action -> "'" + action + "'")
                .collect(Collectors.joining(", ", "r.action IN (", ")")));
    }

    void outcome(AuditOutcome outcome) {
        switch (outcome) {
            case ACCEPTED -> broad.and("r.outcome = 'accepted'");
            case REFUSED -> selective.and("r.outcome = 'refused'");
        }
    }

    void family(UUID key) {
        UUID[] ids = trail.familyOf(key).toArray(UUID[]::new);
        selective.and("(r.token_id = ANY (?) OR (r.actor_key_id = ANY (?) AND " + AuditActions.NO_USE + "))", ids, ids);
    }

    void changes(boolean only) {
        if (only) {
            selective.and(AuditActions.CHANGE);
        }
    }

    void network(String network) {
        selective.and(SqlConditions.within("r.ip"), network, network, network);
        selective.and(origins);
    }

    void userAgent(String text) {
        texts("user_agent ILIKE ?", SqlConditions.containing(text));
        selective.and(origins);
    }

    void text(String text) {
        String pattern = SqlConditions.containing(text);
        texts("(words ILIKE ? OR user_agent ILIKE ? OR target ILIKE ?)", pattern, pattern, pattern);
        if (!origins.values().isEmpty()) {
            List<Object> values = new ArrayList<>(origins.values());
            values.addAll(List.of(pattern, pattern));
            selective.and("(" + origins.all() + " OR " + AuditText.MATCHES_WITHOUT_AGENT + ")", values.toArray());
        }
    }

    private void texts(String matches, Object... patterns) {
        List<UUID> hashes = trail.textHashes(matches, MAX_INLINE_TEXTS + 1, patterns);
        if (hashes.size() <= MAX_INLINE_TEXTS) {
            selective.and("r.text_hash = ANY (?)", (Object) hashes.toArray(UUID[]::new));
        } else {
            selective.and("r.text_hash IN (SELECT text_hash FROM audit_trail_text_v2 WHERE " + matches + ")", patterns);
        }
    }
}
