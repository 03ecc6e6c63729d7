package io.tokenledger.query.incidentcase;

import io.tokenledger.events.WireNames;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads incident cases. */
@Repository
class IncidentCaseRepository {
    private static final String CASES = """
            SELECT c.*, a.username FROM incident_case_v1 c
            LEFT JOIN account_listing_v1 a ON a.account_id = c.opened_by""";

    private final JdbcClient jdbc;

    IncidentCaseRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A case with the position of its event, by which pages continue. */
    record Listed(IncidentCase incident, long position) {}

    Optional<IncidentCase> find(UUID caseId) {
        return jdbc.sql(CASES + " WHERE c.case_id = ?")
                .param(caseId)
                .query(IncidentCaseRepository::incident)
                .optional();
    }

    /**
     * The newest cases.
     *
     * @param open whether to select open or closed cases; null for both
     * @param before position of the last case of the previous page; null for the first page
     */
    List<Listed> newest(@Nullable Boolean open, @Nullable Long before, int limit) {
        SqlConditions where = new SqlConditions();
        if (open != null) {
            where.and(open ? "c.closed_at IS NULL" : "c.closed_at IS NOT NULL");
        }
        if (before != null) {
            where.and("c.position < ?", before);
        }
        return jdbc.sql(CASES + where.where() + " ORDER BY c.position DESC LIMIT " + limit)
                .params(where.values())
                .query((row, number) -> new Listed(incident(row, number), row.getLong("position")))
                .list();
    }

    /** The number of open cases that the account has opened. */
    int countOpen(UUID accountId) {
        return jdbc.sql("SELECT count(*) FROM incident_case_v1 WHERE opened_by = ? AND closed_at IS NULL")
                .param(accountId)
                .query(Integer.class)
                .single();
    }

    int countEntries(UUID caseId) {
        return jdbc.sql("SELECT count(*) FROM incident_case_entry_v1 WHERE case_id = ?")
                .param(caseId)
                .query(Integer.class)
                .single();
    }

    /** The entries of a case, oldest first. */
    List<CaseEntry> entries(UUID caseId) {
        return jdbc.sql("""
                        SELECT e.*, a.username FROM incident_case_entry_v1 e
                        LEFT JOIN account_listing_v1 a ON a.account_id = e.added_by
                        WHERE e.case_id = ? ORDER BY e.position""").param(caseId).query(IncidentCaseRepository::entry).list();
    }

    private static IncidentCase incident(ResultSet row, int number) throws SQLException {
        return new IncidentCase(
                row.getObject("case_id", UUID.class),
                row.getString("title"),
                new IncidentCase.Subject(row.getString("subject"), row.getString("value")),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("to_at").toInstant(),
                row.getLong("first_position"),
                row.getLong("last_position"),
                row.getTimestamp("opened_at").toInstant(),
                row.getObject("opened_by", UUID.class),
                row.getString("username"),
                Sql.instant(row, "closed_at"));
    }

    private static CaseEntry entry(ResultSet row, int number) throws SQLException {
        return new CaseEntry(
                row.getLong("position"),
                WireNames.parse(CaseEntryKind.class, row.getString("kind")),
                row.getTimestamp("added_at").toInstant(),
                row.getObject("added_by", UUID.class),
                row.getString("username"),
                row.getString("text"),
                row.getObject("operation_id", UUID.class),
                row.getString("sha256"));
    }
}
