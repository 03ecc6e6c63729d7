package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question to the trail, as one statement: the first positions of each source, of those the first, and their rows. */
record AuditQuestion(List<AuditSources.Source> sources, SqlConditions filter, boolean ascending) {

    /** What comes behind a position (null for the first page), at most so many. */
    Statement page(@Nullable Long after, int limit) {
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
                LEFT JOIN account_listing_v1 a ON a.account_id = r.actor_id
                LEFT JOIN token_listing_v1 t ON t.token_id = r.token_id%2$s""".formatted(positions, order, limit);
        return new Statement(rows, values);
    }

    /** All positions that it is about, each once, for {@code FROM}. */
    Statement positions() {
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
