package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.CopyRows;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the entries of many uses, for a replay or a projection that is behind. The rows are those of
 * {@link AuditTrailWriter}. {@code COPY} writes them in half of the time, but then other tables need statements of their
 * own.
 */
@Repository
class AuditUseCopy {
    /** With fewer uses, the further statements take longer. */
    private static final int MIN_USES = 100;

    private static final String ORGANIZATIONS = """
            INSERT INTO audit_trail_organization_v3 (organization_id, position, is_use)
            SELECT m.organization_id, e.position, true
            FROM unnest(?::bigint[], ?::text[]) AS e (position, owner_id)
            JOIN audit_trail_member_v2 m ON m.account_id = e.owner_id::uuid""";

    private static final String SLOTS = """
            INSERT INTO audit_trail_slot_v2 AS known (slot, first_position, last_position)
            SELECT slot::timestamptz, first_position, last_position
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS s (slot, first_position, last_position)
            """ + AuditTrailWriter.GROW_KNOWN_SLOT;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    AuditUseCopy(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param address null if the entry has none */
    @SuppressWarnings("ArrayRecordComponent") // a column
    private record Row(AuditEntry use, AuditText text, byte @Nullable [] address) {}

    /** Positions of entries that were recorded in the same ten minutes. */
    private record Slot(Instant begin, long first, long last) {
        Slot with(Slot other) {
            return new Slot(begin, Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * Writes all rows of these uses, except their sums, if this is the faster way and if PostgreSQL need not parse their
     * addresses.
     *
     * @return the different texts of the uses; empty if nothing was written
     */
    Optional<Collection<AuditText>> write(List<AuditEntry> uses) {
        if (uses.size() < MIN_USES) {
            return Optional.empty();
        }
        Map<UUID, AuditText> texts = new HashMap<>();
        List<Row> rows = new ArrayList<>(uses.size());
        for (AuditEntry use : uses) {
            byte[] address =
                    use.ip() == null ? null : CopyRows.addressOf(use.ip()).orElse(null);
            if (use.ip() != null && address == null) {
                return Optional.empty();
            }
            AuditText text = AuditText.of(use);
            texts.putIfAbsent(text.hash(), text);
            rows.add(new Row(use, text, address));
        }
        CopyRows.insert(jdbc, "audit_trail_v3", AuditTrailWriter.COLUMNS, copy -> {
            for (Row row : rows) {
                add(copy, row.use(), row.text(), row.address());
            }
        });
        writeOrganizations(uses);
        writeSlots(uses);
        return Optional.of(texts.values());
    }

    private void add(CopyRows rows, AuditEntry use, AuditText text, byte @Nullable [] address) throws SQLException {
        rows.row()
                .number(use.position())
                .number(use.position())
                .flag(true)
                .id(use.eventId())
                .time(use.recordedAt())
                .text(use.action())
                .text(use.outcome())
                .text(use.reason())
                .id(use.actorId())
                .id(use.actorKeyId())
                .text(use.sessionId())
                .text(use.mintedJti())
                .id(use.ownerId())
                .id(use.tokenId())
                .id(use.organizationId())
                .id(use.workspaceId())
                .address(address)
                .text(use.correlationId())
                .id(text.hash())
                .number(use.count())
                .time(use.first())
                .time(use.last())
                .json(json.writeValueAsBytes(AuditText.withoutTexts(use.data())));
    }

    /** A use concerns the organizations that its owner belongs to. Uses of unknown keys concern none. */
    private void writeOrganizations(List<AuditEntry> uses) {
        List<AuditEntry> owned = new ArrayList<>(uses);
        owned.removeIf(use -> use.ownerId() == null);
        jdbc.update(ORGANIZATIONS, statement -> {
            new SqlArrays<>(statement, owned).numbers(AuditEntry::position).texts(AuditEntry::ownerId);
        });
    }

    private void writeSlots(List<AuditEntry> uses) {
        Map<Instant, Slot> slots = new HashMap<>();
        for (AuditEntry use : uses) {
            Instant begin = AuditTrailWriter.slotOf(use.recordedAt());
            slots.merge(begin, new Slot(begin, use.position(), use.position()), Slot::with);
        }
        jdbc.update(SLOTS, statement -> {
            new SqlArrays<>(statement, List.copyOf(slots.values()))
                    .texts(Slot::begin)
                    .numbers(Slot::first)
                    .numbers(Slot::last);
        });
    }
}
