package io.tokenledger.query.audittrail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Inserts the signals into the entries of the audit trail, each after the entry of the event that raised it. */
@Repository
class SignalRows {
    private final JdbcClient jdbc;

    SignalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Raised(long position, String kind, String reason, List<Long> evidence) {}

    /**
     * The entries with their signals.
     *
     * @param entries at least one entry, and all entries between the first and the last position
     */
    List<AuditRow> among(List<AuditRow> entries) {
        Map<Long, List<Raised>> raised = raised(
                        entries.getFirst().position(), entries.getLast().position())
                .stream()
                .collect(Collectors.groupingBy(Raised::position));
        List<AuditRow> rows = new ArrayList<>();
        for (AuditRow entry : entries) {
            rows.add(entry);
            raised.getOrDefault(entry.position(), List.of()).forEach(signal -> rows.add(row(signal, entry)));
        }
        return rows;
    }

    private List<Raised> raised(long first, long last) {
        return jdbc.sql("""
                        SELECT position, kind, reason, evidence FROM signal_v1
                        WHERE position BETWEEN ? AND ? ORDER BY position, kind""")
                .params(first, last)
                .query((row, number) -> new Raised(
                        row.getLong("position"), row.getString("kind"), row.getString("reason"), List.of((Long[])
                                row.getArray("evidence").getArray())))
                .list();
    }

    /**
     * The row of a signal. Actor, subject and origin are those of the event that raised it; the id is always the same.
     */
    private static AuditRow row(Raised signal, AuditRow entry) {
        String id = AuditRow.SIGNAL_PREFIX + signal.kind() + " " + entry.id();
        return new AuditRow(
                entry.position(),
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                entry.time(),
                AuditRow.SIGNAL_PREFIX + signal.kind(),
                entry.outcome(),
                signal.reason(),
                entry.actor(),
                entry.ownerId(),
                entry.tokenId(),
                entry.tokenName(),
                entry.organizationId(),
                entry.workspaceId(),
                entry.ip(),
                entry.userAgent(),
                entry.correlationId(),
                entry.count(),
                entry.first(),
                entry.last(),
                Map.of("raised_by", entry.id().toString(), "evidence", signal.evidence()));
    }
}
