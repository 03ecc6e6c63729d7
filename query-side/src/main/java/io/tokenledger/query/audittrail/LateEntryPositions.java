package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Counted uses are recorded when their window closes. Those that all happened before their owner joined an organization do
 * not concern it, although they are recorded afterwards.
 */
@Repository
class LateEntryPositions {
    private static final Duration LATE = Duration.ofSeconds(1);

    /** Before which position nothing was recorded at or after the instant. */
    private static final String FIRST_SINCE = """
            SELECT coalesce(min(first_position), 9223372036854775807) FROM audit_trail_slot_v2
            WHERE slot >= ?::timestamptz""";

    /** The end of one range of an index, whatever the planner knows of the table. */
    private static final String LAST_JOINING =
            "SELECT coalesce(max(place), 0) FROM audit_trail_v2 WHERE action = 'organization.member_added'";

    private static final String JOININGS = """
            SELECT owner_id, organization_id, recorded_at FROM audit_trail_v2
            WHERE action = 'organization.member_added' AND place >= ? ORDER BY place""";
    private static final String HIDE = """
            DELETE FROM audit_trail_organization_v2 o
            USING unnest(?::bigint[], ?::text[]) AS e (position, organization_id)
            WHERE o.position = e.position AND o.organization_id = e.organization_id::uuid""";

    private final JdbcTemplate jdbc;

    LateEntryPositions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Joining(UUID accountId, UUID organizationId, Instant at) {}

    private record Hidden(long position, UUID organizationId) {}

    /** Takes entries of this batch away from the organizations that their owners joined after the last of their uses. */
    void hide(List<AuditEntry> entries) {
        List<AuditEntry> late =
                entries.stream().filter(LateEntryPositions::isLate).toList();
        if (late.isEmpty()) {
            return;
        }
        List<Hidden> hidden = new ArrayList<>();
        for (Joining joining : joiningsSince(
                Collections.min(late.stream().map(AuditEntry::last).toList()))) {
            late.stream()
                    .filter(entry -> joining.accountId().equals(entry.ownerId()))
                    .filter(entry -> joining.at().isAfter(entry.last()))
                    .forEach(entry -> hidden.add(new Hidden(entry.position(), joining.organizationId())));
        }
        if (!hidden.isEmpty()) {
            jdbc.update(HIDE, statement -> {
                new SqlArrays<>(statement, hidden).numbers(Hidden::position).texts(Hidden::organizationId);
            });
        }
    }

    private static boolean isLate(AuditEntry entry) {
        return entry.last().plus(LATE).isBefore(entry.recordedAt());
    }

    private List<Joining> joiningsSince(Instant instant) {
        String slot = AuditTrailWriter.Slot.beginOf(instant).toString();
        long first = number(FIRST_SINCE, slot);
        if (number(LAST_JOINING) < first) {
            return List.of();
        }
        return jdbc.query(
                JOININGS,
                (row, number) -> new Joining(
                        row.getObject("owner_id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getTimestamp("recorded_at").toInstant()),
                first);
    }

    private long number(String sql, Object... values) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, values));
    }
}
