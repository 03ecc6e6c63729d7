package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query on the audit trail as one statement. It takes the first positions of each source, then the first of all
 * these, then their rows.
 *
 * @param origins condition on {@code r} under which its address, user agent and session are shown
 * @param organizations organizations that rows may name; null for all
 */
record AuditQuery(
        List<AuditSources.Source> sources,
        AuditRange range,
        SqlConditions origins,
        @Nullable Set<UUID> organizations,
        boolean ascending) {
    /** As in {@code audit_trail_organization_v3}, which an index finds by its organization only. */
    private static final String ORGANIZATIONS = """
            ARRAY(
                SELECT m.organization_id FROM member_history_v1 m
                WHERE m.account_id = r.owner_id AND m.valid_from <= r.position AND m.valid_to > r.position
                UNION
                SELECT s.organization_id FROM account_history_v1 s
                WHERE s.account_id = r.owner_id AND s.organization_id IS NOT NULL
                    AND s.valid_from <= r.position AND s.valid_to > r.position
                UNION
                SELECT r.organization_id WHERE r.organization_id IS NOT NULL
                ORDER BY 1)""";

    /** Selects which names of keys and accounts the rows carry. */
    enum Names {
        /** The current names, for people. */
        NOW("""
                LEFT JOIN account_listing_v1 a ON a.account_id = r.actor_id
                LEFT JOIN account_listing_v1 o ON o.account_id = r.owner_id
                LEFT JOIN token_listing_v1 t ON t.token_id = r.token_id"""),
        /** The names at the time of the event, so that repeated exports are identical. */
        THEN("""
                LEFT JOIN account_history_v1 a
                    ON a.account_id = r.actor_id AND a.valid_from <= r.position AND a.valid_to > r.position
                LEFT JOIN account_history_v1 o
                    ON o.account_id = r.owner_id AND o.valid_from <= r.position AND o.valid_to > r.position
                LEFT JOIN token_history_v1 t
                    ON t.token_id = r.token_id AND t.valid_from <= r.position AND t.valid_to > r.position""");

        private final String joins;

        Names(String joins) {
            this.joins = joins;
        }
    }

    /** An SQL text with the values of its parameters. */
    record Statement(String text, List<Object> values) {}

    /**
     * The rows after a position.
     *
     * @param after position of the last row of the previous page; null for the first page
     * @param limit maximum number of rows
     */
    Statement page(@Nullable Long after, int limit, Names names) {
        String direction = ascending ? "" : " DESC";
        List<Object> values = new ArrayList<>();
        String positions = sources.stream()
                .map(source -> {
                    String rows = rowsOf(source, values);
                    String behind = "";
                    if (after != null) {
                        values.add(after);
                        behind = " AND " + source.column() + (ascending ? " > ?" : " < ?");
                    }
                    return "(SELECT r.position%s%s ORDER BY %s%s LIMIT %d)"
                            .formatted(rows, behind, source.column(), direction, limit);
                })
                .collect(Collectors.joining(" UNION "));
        values.addAll(0, origins.values());
        String rows = """
                SELECT r.*, host(r.ip) AS address, a.username AS actor_username, o.username AS owner_username, t.name AS token_name, x.user_agent,
                       %5$s AS origin_is_visible, %6$s AS organizations,
                       CASE WHEN x.target IS NULL THEN r.data
                            ELSE r.data || jsonb_build_object('target', x.target) END AS all_data
                FROM (SELECT position FROM (%1$s) s ORDER BY position%2$s LIMIT %3$d) page
                JOIN audit_trail_v3 r USING (position)
                JOIN audit_trail_text_v2 x USING (text_hash)
                %4$s ORDER BY position%2$s""".formatted(positions, direction, limit, names.joins, origins.all(), ORGANIZATIONS);
        return new Statement(rows, values);
    }

    /** Those of these organizations that a row may name. */
    List<UUID> shown(List<UUID> all) {
        return organizations == null
                ? all
                : all.stream().filter(organizations::contains).toList();
    }

    /** All matching rows, each once, as {@code r}: a {@code FROM} clause and its {@code WHERE} clause. */
    Statement rows() {
        List<Object> values = new ArrayList<>();
        if (sources.size() == 1) {
            return new Statement(rowsOf(sources.getFirst(), values), values);
        }
        String positions = sources.stream()
                .map(source -> "SELECT r.position" + rowsOf(source, values))
                .collect(Collectors.joining(" UNION "));
        return new Statement(" FROM (" + positions + ") p JOIN audit_trail_v3 r USING (position)", values);
    }

    private String rowsOf(AuditSources.Source source, List<Object> values) {
        values.addAll(source.values());
        values.addAll(range.conditions().values());
        String positions = "";
        if (range.first() > 0) {
            values.add(range.first());
            positions += " AND " + source.column() + " >= ?";
        }
        if (range.last() < Long.MAX_VALUE) {
            values.add(range.last());
            positions += " AND " + source.column() + " <= ?";
        }
        return " FROM " + source.from() + " WHERE " + source.condition()
                + range.conditions().and() + positions;
    }
}
