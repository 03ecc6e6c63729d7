package io.tokenledger.query.audittrail;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.EventTypes;
import io.tokenledger.query.sql.FilterParameters;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleOrigins;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Translates the filters of {@code GET /ledger/audit} into an {@link AuditQuery}. */
@Component
class AuditFilter {
    /** Maximum number of text hashes that a statement lists one by one, so that the planner knows how rare they are. */
    private static final int MAX_INLINE_TEXTS = 1_000;

    /** Parameters that select entries, and therefore are recorded with each read. */
    static final Set<String> NAMES = Set.of(
            "from",
            "to",
            "action",
            "outcome",
            "actor",
            "owner",
            "token",
            "organization",
            "workspace",
            "ip",
            "user_agent",
            "correlation_id",
            "reason",
            "q",
            "order",
            "after",
            "until",
            "interval");

    private static final String MOST_FREQUENT_ACTION = "token.used";

    private final JdbcClient jdbc;

    AuditFilter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The filters as conditions.
     *
     * @param conditions conditions on {@code r}
     * @param selective whether an index on one of the filters finds the entries; otherwise nearly all entries match
     * @param first position of the first entry that can match; 0 for no limit
     * @param last position of the last entry that can match; {@code Long.MAX_VALUE} for no limit
     */
    record ParsedFilter(SqlConditions conditions, boolean selective, long first, long last) {}

    /** The query for these filters, limited to the entries that the caller may see. */
    AuditQuery toQuery(FilterParameters parameters, Caller caller, boolean ascending) {
        SqlConditions origins = VisibleOrigins.of("r", caller);
        ParsedFilter requested = read(parameters, origins);
        return new AuditQuery(
                AuditSources.of(caller, parameters, requested.selective()), requested, origins, ascending);
    }

    /**
     * Reads all filters except the organization, which {@link AuditSources} handles. A filter on the origin matches
     * only entries whose origin the caller may see.
     */
    private ParsedFilter read(FilterParameters parameters, SqlConditions origins) {
        SqlConditions selective = new SqlConditions();
        parameters.id("actor").ifPresent(actor -> selective.and("r.actor_id = ?", actor));
        parameters.id("owner").ifPresent(owner -> selective.and("r.owner_id = ?", owner));
        parameters.id("token").ifPresent(token -> selective.and("r.token_id = ?", token));
        parameters.id("workspace").ifPresent(workspace -> selective.and("r.workspace_id = ?", workspace));
        parameters.network("ip").ifPresent(network -> {
            selective.and(SqlConditions.within("r.ip"), network, network, network);
            selective.and(origins);
        });
        parameters.text("correlation_id").ifPresent(id -> selective.and("r.correlation_id = ?", id));
        parameters.text("reason").ifPresent(reason -> selective.and("r.reason = ?", reason));
        parameters.within("user_agent").ifPresent(agent -> {
            readTexts(selective, "user_agent ILIKE ?", agent);
            selective.and(origins);
        });
        parameters.within("q").ifPresent(words -> {
            readTexts(selective, "(words ILIKE ? OR user_agent ILIKE ? OR target ILIKE ?)", words, words, words);
            if (!origins.values().isEmpty()) {
                List<Object> values = new ArrayList<>(origins.values());
                values.addAll(List.of(words, words));
                selective.and("(" + origins.all() + " OR " + AuditText.MATCHES_WITHOUT_AGENT + ")", values.toArray());
            }
        });
        SqlConditions broad = new SqlConditions();
        parameters.text("action").ifPresent(names -> readActions(names, selective, broad));
        parameters.text("outcome").ifPresent(outcome -> readOutcome(outcome, selective, broad));
        boolean isSelective =
                !selective.values().isEmpty() || !selective.where().isEmpty();
        parameters.instant("from").ifPresent(from -> broad.and("r.recorded_at >= ?::timestamptz", from.toString()));
        parameters.instant("to").ifPresent(to -> broad.and("r.recorded_at < ?::timestamptz", to.toString()));
        return new ParsedFilter(
                selective.and(broad),
                isSelective,
                parameters.instant("from").map(this::firstOf).orElse(0L),
                parameters.instant("to").map(this::lastOf).orElse(Long.MAX_VALUE));
    }

    /**
     * The first position recorded in the slot of {@code from} or later. If a clock is set back, times do not grow with
     * positions. Each slot of ten minutes therefore stores its first and last position.
     */
    private long firstOf(Instant from) {
        return jdbc.sql("""
                        SELECT coalesce(min(first_position), 9223372036854775807) FROM audit_trail_slot_v2
                        WHERE slot >= ?::timestamptz""")
                .param(AuditTrailWriter.Slot.beginOf(from).toString())
                .query(Long.class)
                .single();
    }

    private long lastOf(Instant to) {
        return jdbc.sql("""
                        SELECT coalesce(max(last_position), 0) FROM audit_trail_slot_v2
                        WHERE slot <= ?::timestamptz""")
                .param(AuditTrailWriter.Slot.beginOf(to).toString())
                .query(Long.class)
                .single();
    }

    /**
     * Writes the actions as literals, because only then does the planner match them to a partial index. This is safe:
     * each action is a stored event name.
     */
    private static void readActions(String commaSeparated, SqlConditions selective, SqlConditions broad) {
        List<String> actions =
                Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
        for (String action : actions) {
            if (!EventTypes.byStoredName().containsKey(action)) {
                throw ProblemCode.BAD_VALUE.because("'action' must be one or more of "
                        + String.join(", ", EventTypes.byStoredName().keySet()) + ".");
            }
        }
        SqlConditions conditions = actions.contains(MOST_FREQUENT_ACTION) ? broad : selective;
        conditions.and(actions.stream()
                .map(action -> "'" + action + "'")
                .collect(Collectors.joining(", ", "r.action IN (", ")")));
    }

    private static void readOutcome(String outcome, SqlConditions selective, SqlConditions broad) {
        switch (outcome) {
            case "accepted" -> broad.and("r.outcome = 'accepted'");
            case "refused" -> selective.and("r.outcome = 'refused'");
            default -> throw ProblemCode.BAD_VALUE.because("'outcome' must be accepted or refused.");
        }
    }

    private void readTexts(SqlConditions conditions, String matches, Object... patterns) {
        String texts = "SELECT text_hash FROM audit_trail_text_v2 WHERE " + matches;
        List<UUID> hashes = jdbc.sql(texts + " LIMIT " + (MAX_INLINE_TEXTS + 1))
                .params(patterns)
                .query((row, number) -> row.getObject("text_hash", UUID.class))
                .list();
        if (hashes.size() <= MAX_INLINE_TEXTS) {
            conditions.and("r.text_hash = ANY (?)", (Object) hashes.toArray(UUID[]::new));
        } else {
            conditions.and("r.text_hash IN (" + texts + ")", patterns);
        }
    }
}
