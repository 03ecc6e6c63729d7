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
 * Hides late entries from organizations. Counted uses are recorded when their window closes. If an account joined an
 * organization after its last counted use, the entry does not concern that organization.
 */
@Repository
class LateEntryPositions {
    private static final Duration LATE = Duration.ofSeconds(1);

    /** This table also has an index on the owner and the position while a replay writes it. */
    private static final String JOININGS = """
            SELECT owner_id, organization_id, recorded_at FROM policy_event_v1
            WHERE action = 'organization.member_added' AND token_id IS NULL AND owner_id = ANY (?) AND position >= ?
            ORDER BY position""";

    private static final String HIDE = """
            DELETE FROM audit_trail_organization_v3 o
            USING unnest(?::bigint[], ?::text[]) AS e (position, organization_id)
            WHERE o.position = e.position AND o.organization_id = e.organization_id::uuid""";

    private final JdbcTemplate jdbc;
    private final AuditTrailRepository trail;

    LateEntryPositions(JdbcTemplate jdbc, AuditTrailRepository trail) {
        this.jdbc = jdbc;
        this.trail = trail;
    }

    private record MembershipStart(UUID accountId, UUID organizationId, Instant at) {}

    private record Hidden(long position, UUID organizationId) {}

    /** Removes each entry of this batch from the organizations that its owner joined after the last counted use. */
    void hide(List<AuditEntry> entries) {
        List<AuditEntry> late =
                entries.stream().filter(LateEntryPositions::isLate).toList();
        if (late.isEmpty()) {
            return;
        }
        List<Hidden> hidden = new ArrayList<>();
        for (MembershipStart joining : joinings(late)) {
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

    /** The joinings of the owners of these entries, from the earliest last use on. */
    private List<MembershipStart> joinings(List<AuditEntry> late) {
        Instant earliest = Collections.min(late.stream().map(AuditEntry::last).toList());
        long first = trail.positions(earliest, null).first(); // nothing before it was recorded at or after the instant
        return jdbc.query(
                JOININGS,
                (row, number) -> new MembershipStart(
                        row.getObject("owner_id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getTimestamp("recorded_at").toInstant()),
                late.stream()
                        .map(AuditEntry::ownerId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(UUID[]::new),
                first);
    }
}
