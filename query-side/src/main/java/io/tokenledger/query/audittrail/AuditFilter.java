package io.tokenledger.query.audittrail;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.events.Alphabet;
import io.tokenledger.query.sql.Parameters;
import io.tokenledger.query.sql.SqlConditions;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which entries are asked for: the filters of {@code GET /ledger/audit}, as conditions of SQL on {@code r}. */
@Component
class AuditFilter {
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?");
    /** Up to so many texts are named one by one, so that the planner knows how rare they are. */
    private static final int NAMED_TEXTS = 1_000;

    private final JdbcClient jdbc;

    AuditFilter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All but the organization, which is a matter of {@link AuditSources}. */
    SqlConditions read(Parameters parameters) {
        SqlConditions conditions = new SqlConditions();
        readTimes(conditions, parameters);
        parameters.text("action").ifPresent(actions -> conditions.and(actions(actions)));
        parameters.text("outcome").ifPresent(outcome -> conditions.and(outcome(outcome)));
        parameters.id("actor").ifPresent(actor -> conditions.and("r.actor_id = ?", actor));
        parameters.id("owner").ifPresent(owner -> conditions.and("r.owner_id = ?", owner));
        parameters.id("token").ifPresent(token -> conditions.and("r.token_id = ?", token));
        parameters.id("workspace").ifPresent(workspace -> conditions.and("r.workspace_id = ?", workspace));
        parameters.text("ip").ifPresent(network -> readAddress(conditions, network));
        parameters.text("correlation_id").ifPresent(id -> conditions.and("r.correlation_id = ?", id));
        parameters.text("reason").ifPresent(reason -> conditions.and("r.reason = ?", reason));
        parameters.within("user_agent").ifPresent(agent -> {
            readTexts(conditions, agent);
            conditions.and("r.user_agent ILIKE ?", agent);
        });
        parameters.within("q").ifPresent(words -> readTexts(conditions, words));
        return conditions;
    }

    /** Positions first: the trail is in their order, and finds them without looking at times. */
    private void readTimes(SqlConditions conditions, Parameters parameters) {
        parameters.instant("from").ifPresent(from -> {
            conditions.and(
                    "r.position >= ?",
                    jdbc.sql("""
                            SELECT coalesce(min(first_position), 9223372036854775807) FROM audit_trail_slot_v2
                            WHERE slot >= ?::timestamptz""")
                            .param(AuditTrailWriter.Slot.beginOf(from).toString())
                            .query(Long.class)
                            .single());
            conditions.and("r.recorded_at >= ?::timestamptz", from.toString());
        });
        parameters.instant("to").ifPresent(to -> {
            conditions.and(
                    "r.position <= ?",
                    jdbc.sql("""
                            SELECT coalesce(max(last_position), 0) FROM audit_trail_slot_v2
                            WHERE slot <= ?::timestamptz""")
                            .param(AuditTrailWriter.Slot.beginOf(to).toString())
                            .query(Long.class)
                            .single());
            conditions.and("r.recorded_at < ?::timestamptz", to.toString());
        });
    }

    /** As literals: only so can the planner see that a partial index holds them. They are names of the alphabet. */
    private static String actions(String commaSeparated) {
        List<String> actions =
                Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
        for (String action : actions) {
            if (!Alphabet.byStoredName().containsKey(action)) {
                throw RefusalCode.BAD_VALUE.because("action is one or more of "
                        + String.join(", ", Alphabet.byStoredName().keySet()) + ".");
            }
        }
        return actions.stream()
                .map(action -> "'" + action + "'")
                .collect(Collectors.joining(", ", "r.action IN (", ")"));
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "accepted" -> "r.outcome = 'accepted'";
            case "refused" -> "r.outcome = 'refused'";
            default -> throw RefusalCode.BAD_VALUE.because("outcome is accepted or refused.");
        };
    }

    /** An address, or a network in CIDR notation: one range of the index either way. */
    private void readAddress(SqlConditions conditions, String network) {
        if (!NETWORK.matcher(network).matches() || !isNetwork(network)) {
            throw RefusalCode.BAD_VALUE.because("ip is an address, or a network like 203.0.113.0/24 or 2001:db8::/32.");
        }
        conditions.and("r.ip >= network(?::inet)", network);
        conditions.and(
                "r.ip <= set_masklen(broadcast(?::inet), CASE family(?::inet) WHEN 4 THEN 32 ELSE 128 END)",
                network,
                network);
    }

    private boolean isNetwork(String network) {
        try {
            return jdbc.sql("SELECT pg_input_is_valid(?, 'inet')")
                    .param(network)
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException noAnswer) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "The store does not answer.");
        }
    }

    private void readTexts(SqlConditions conditions, String pattern) {
        List<Long> hashes = jdbc.sql("SELECT text_hash FROM audit_trail_text_v2 WHERE text ILIKE ? LIMIT ?")
                .params(pattern, NAMED_TEXTS + 1)
                .query((row, number) -> row.getLong("text_hash"))
                .list();
        if (hashes.size() <= NAMED_TEXTS) {
            conditions.and("r.text_hash = ANY (?)", (Object) hashes.toArray(Long[]::new));
        } else {
            conditions.and("r.text_hash IN (SELECT text_hash FROM audit_trail_text_v2 WHERE text ILIKE ?)", pattern);
        }
    }
}
