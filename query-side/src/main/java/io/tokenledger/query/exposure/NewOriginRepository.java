package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.exposure.ExposureReport.NewOrigin;
import io.tokenledger.query.sql.AuditNetworks;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the networks and user agents that may be a stranger's. Every use is one that the caller may see. */
@Repository
class NewOriginRepository {
    private static final int MAX_KEYS_OF_AN_ORIGIN = 100;

    private final JdbcClient jdbc;

    NewOriginRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Networks from which the family was first used in the window, and from which no key of the owners was used before. */
    List<NewOrigin> newNetworks(Family family, ReportWindow window, Caller caller, int most) {
        return newOrigins("network", AuditNetworks.NETWORK, family, window, caller, most);
    }

    /** The same for user agents. */
    List<NewOrigin> newAgents(Family family, ReportWindow window, Caller caller, int most) {
        return newOrigins("agent", "x.user_agent", family, window, caller, most);
    }

    private List<NewOrigin> newOrigins(
            String kind, String what, Family family, ReportWindow window, Caller caller, int most) {
        SqlConditions here = family.entries();
        SqlConditions all = uses(family.entriesAndOwners(), caller);
        List<Object> values = new ArrayList<>(here.values());
        values.addAll(List.of(window.begin(), window.end()));
        values.addAll(all.values());
        values.addAll(List.of(window.end(), window.begin()));
        return jdbc.sql("""
                        SELECT what, min(first_at) AS first_seen, max(last_at) FILTER (WHERE here) AS last_seen,
                               sum(count) FILTER (WHERE here) AS uses,
                               (array_agg(DISTINCT token_id) FILTER (WHERE here))[1:%d] AS tokens
                        FROM (SELECT %s AS what, r.first_at, r.last_at, r.count, r.token_id,
                                     %s AND r.last_at >= ? AND r.first_at < ? AS here
                              FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)%s AND r.first_at < ?) seen
                        WHERE what IS NOT NULL GROUP BY what
                        HAVING min(first_at) >= ? AND bool_or(here) ORDER BY first_seen, what LIMIT %d""".formatted(MAX_KEYS_OF_AN_ORIGIN, what, here.all(), all.where(), most + 1))
                .params(values)
                .query((row, number) -> new NewOrigin(
                        kind,
                        row.getString("what"),
                        row.getTimestamp("first_seen").toInstant(),
                        row.getTimestamp("last_seen").toInstant(),
                        row.getLong("uses"),
                        List.of((UUID[]) row.getArray("tokens").getArray())))
                .list();
    }

    /** The number of accepted uses of the family in the window from these networks or with these user agents. */
    long usesFrom(List<String> networks, List<String> agents, Family family, ReportWindow window, Caller caller) {
        SqlConditions uses = uses(family.entries(), caller);
        uses.and("r.last_at >= ? AND r.first_at < ?", window.begin(), window.end());
        uses.and(
                "(" + AuditNetworks.NETWORK + " = ANY (?) OR x.user_agent = ANY (?))",
                networks.toArray(String[]::new),
                agents.toArray(String[]::new));
        return jdbc.sql("SELECT coalesce(sum(r.count), 0)::bigint"
                        + " FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)" + uses.where())
                .params(uses.values())
                .query(Long.class)
                .single();
    }

    /** Whether a key of the owners was used before the window. */
    boolean usedBefore(Family family, ReportWindow window, Caller caller) {
        SqlConditions uses = uses(family.entriesAndOwners(), caller);
        uses.and("r.first_at < ?", window.begin());
        return jdbc.sql("SELECT EXISTS (SELECT FROM audit_trail_v3 r" + uses.where() + ")")
                .params(uses.values())
                .query(Boolean.class)
                .single();
    }

    private static SqlConditions uses(SqlConditions entries, Caller caller) {
        SqlConditions uses = new SqlConditions();
        uses.and(entries);
        uses.and(UsesRepository.ACCEPTED);
        VisibleAccounts.restrictEntries(uses, "r", caller);
        return uses;
    }
}
