package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question to the trail, as one statement: the first positions of each source, of those the first, and their rows. */
record AuditQuestion(List<AuditSources.Source> sources, SqlConditions filter, boolean ascending) {

    /** Which names of keys and accounts the rows shall carry. */
    enum Names {
        /** As they are called now, for people. */
        NOW("""
                LEFT JOIN account_listing_v1 a ON a.account_id = r.actor_id
                LEFT JOIN token_listing_v1 t ON t.token_id = r.token_id"""),
        /** As they were called when it happened, so that the same rows are the same for ever. */
        THEN("""
                LEFT JOIN account_history_v1 a
                    ON a.account_id = r.actor_id AND a.valid_from <= r.position AND a.valid_to > r.position
                LEFT JOIN token_history_v1 t
                    ON t.token_id = r.token_id AND t.valid_from <= r.position AND t.valid_to > r.position""");

        private final String joins;

        Names(String joins) {
            this.joins = joins;
        }
    }

    /** What comes behind a position (null for the first page), at most so many. */
    Statement page(@Nullable Long after, int limit, Names names) {
        String order = ascending ? " ORDER BY position" : " ORDER BY position DESC";
        List<Object> values = new ArrayList<>();
        String positions = sources.stream()
                .map(source -> {
                    values.addAll(source.values());
                    values.addAll(filter.values());
                    String behind = "";
                    if (after != null) {
                        values.add(after);
                        behind = ascending ? " AND r.position > ?" : " AND r.position < ?";
                    }
                    return "(SELECT r.position" + source.where(filter) + behind
                            + order.replace("position", "r.position") + " LIMIT " + limit + ")";
                })
                .collect(Collectors.joining(" UNION "));
        String rows = """
                SELECT r.*, host(r.ip) AS address, a.username AS actor_username, t.name AS token_name
                FROM (SELECT position FROM (%1$s) s%2$s LIMIT %3$d) page
                JOIN audit_trail_v2 r USING (position)
                %4$s%2$s""".formatted(positions, order, limit, names.joins);
        return new Statement(rows, values);
    }

    /** All rows that it is about, each once, as {@code r}: a {@code FROM} and its {@code WHERE}. */
    Statement rows() {
        if (sources.size() == 1) {
            List<Object> values = new ArrayList<>(sources.getFirst().values());
            values.addAll(filter.values());
            return new Statement(sources.getFirst().where(filter), values);
        }
        Statement positions = positions();
        return new Statement(
                " FROM " + positions.text() + " p JOIN audit_trail_v2 r USING (position)", positions.values());
    }

    private Statement positions() {
        List<Object> values = new ArrayList<>();
        String all = sources.stream()
                .map(source -> {
                    values.addAll(source.values());
                    values.addAll(filter.values());
                    return "SELECT r.position" + source.where(filter);
                })
                .collect(Collectors.joining(" UNION "));
        return new Statement("(" + all + ")", values);
    }

    /** A text with its values. */
    record Statement(String text, List<Object> values) {}
}
