package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SignalProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Inserts the signals into the entries of the audit trail, each after the entry of the event that raised it. Signals of
 * disabled kinds are omitted.
 */
@Component
class SignalRows {
    private final AuditTrailRepository trail;
    private final SignalProperties properties;

    SignalRows(AuditTrailRepository trail, SignalProperties properties) {
        this.trail = trail;
        this.properties = properties;
    }

    /**
     * The entries with their signals.
     *
     * @param entries at least one entry, and all entries between the first and the last position
     */
    List<AuditRow> among(List<AuditRow> entries) {
        Map<Long, List<RaisedSignal>> raised =
                trail.signals(entries.getFirst().position(), entries.getLast().position()).stream()
                        .filter(signal -> properties.isEnabled(signal.kind()))
                        .collect(Collectors.groupingBy(RaisedSignal::position));
        List<AuditRow> rows = new ArrayList<>();
        for (AuditRow entry : entries) {
            rows.add(entry);
            raised.getOrDefault(entry.position(), List.of()).forEach(signal -> rows.add(row(signal, entry)));
        }
        return rows;
    }

    /**
     * The row of a signal. Actor, subject and origin are those of the event that raised it; the id is always the same.
     */
    private static AuditRow row(RaisedSignal signal, AuditRow entry) {
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
                entry.ownerUsername(),
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
                Map.of("raised_by", entry.id().toString(), "evidence", signal.evidence()),
                entry.organizations());
    }
}
