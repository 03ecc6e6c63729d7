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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes many entries, for a replay or a projection that is behind. The rows are those of {@link AuditTrailWriter}.
 * {@code COPY} writes them in half of the time, but then other tables need statements of their own.
 */
@Repository
class AuditCopy {
    /** With fewer entries, the further statements take longer. */
    private static final int MIN_ENTRIES = 100;

    private static final String ORGANIZATIONS_OF_OWNERS = """
            INSERT INTO audit_trail_organization_v3 (organization_id, position, is_use)
            SELECT m.organization_id, e.position, e.is_use::boolean
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS e (position, is_use, owner_id)
            JOIN audit_trail_member_v2 m ON m.account_id = e.owner_id::uuid""";

    private static final String NAMED_ORGANIZATIONS = """
            INSERT INTO audit_trail_organization_v3 (organization_id, position, is_use)
            SELECT organization_id::uuid, position, is_use::boolean
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS e (position, is_use, organization_id)
            ON CONFLICT DO NOTHING""";

    private static final String POLICIES = PolicyEvents.copy(
            "(SELECT * FROM audit_trail_v3 WHERE NOT is_use AND position BETWEEN ? AND ?) AS changes");

    private static final String SLOTS = """
            INSERT INTO audit_trail_slot_v2 AS known (slot, first_position, last_position)
            SELECT slot::timestamptz, first_position, last_position
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS s (slot, first_position, last_position)
            """ + AuditTrailWriter.GROW_KNOWN_SLOT;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    AuditCopy(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param address null if the entry has none */
    @SuppressWarnings("ArrayRecordComponent") // a column
    private record Row(AuditEntry entry, AuditText text, byte @Nullable [] address) {}

    /** Positions of entries that were recorded in the same ten minutes. */
    private record Slot(Instant begin, long first, long last) {
        Slot with(Slot other) {
            return new Slot(begin, Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * Writes the rows of these entries, apart from texts and sums of uses, if this is the faster way and if PostgreSQL need
     * not parse their addresses.
     *
     * @return the different texts of the entries; empty if nothing was written
     */
    Optional<Collection<AuditText>> write(List<AuditEntry> entries) {
        if (entries.size() < MIN_ENTRIES) {
            return Optional.empty();
        }
        Map<UUID, AuditText> texts = new HashMap<>();
        List<Row> rows = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            byte[] address =
                    entry.ip() == null ? null : CopyRows.addressOf(entry.ip()).orElse(null);
            if (entry.ip() != null && address == null) {
                return Optional.empty();
            }
            AuditText text = AuditText.of(entry);
            texts.putIfAbsent(text.hash(), text);
            rows.add(new Row(entry, text, address));
        }
        CopyRows.insert(jdbc, "audit_trail_v3", AuditTrailWriter.COLUMNS, copy -> {
            for (Row row : rows) {
                add(copy, row.entry(), row.text(), row.address());
            }
        });
        writeOrganizations(ORGANIZATIONS_OF_OWNERS, entries, AuditEntry::ownerId);
        writeOrganizations(NAMED_ORGANIZATIONS, entries, AuditEntry::organizationId);
        writeSlots(entries);
        if (!entries.stream().allMatch(AuditEntry::isUse)) {
            jdbc.update(
                    POLICIES, entries.getFirst().position(), entries.getLast().position());
        }
        return Optional.of(texts.values());
    }

    private void add(CopyRows rows, AuditEntry entry, AuditText text, byte @Nullable [] address) throws SQLException {
        rows.row()
                .number(entry.position())
                .number(entry.position())
                .flag(entry.isUse())
                .id(entry.eventId())
                .time(entry.recordedAt())
                .text(entry.action())
                .text(entry.outcome())
                .text(entry.reason())
                .id(entry.actorId())
                .id(entry.actorKeyId())
                .text(entry.sessionId())
                .text(entry.mintedJti())
                .id(entry.ownerId())
                .id(entry.tokenId())
                .id(entry.organizationId())
                .id(entry.workspaceId())
                .address(address)
                .text(entry.correlationId())
                .id(text.hash())
                .number(entry.count())
                .time(entry.first())
                .time(entry.last())
                .json(json.writeValueAsBytes(AuditText.withoutTexts(entry.data())));
    }

    /** Writes the organizations that these entries concern by one of their columns. */
    private void writeOrganizations(
            String statement, List<AuditEntry> entries, Function<AuditEntry, @Nullable UUID> column) {
        List<AuditEntry> concerned =
                entries.stream().filter(entry -> column.apply(entry) != null).toList();
        if (concerned.isEmpty()) {
            return;
        }
        jdbc.update(statement, values -> {
            new SqlArrays<>(values, concerned)
                    .numbers(AuditEntry::position)
                    .texts(AuditEntry::isUse)
                    .texts(column::apply);
        });
    }

    private void writeSlots(List<AuditEntry> entries) {
        Map<Instant, Slot> slots = new HashMap<>();
        for (AuditEntry entry : entries) {
            Instant begin = AuditTrailWriter.slotOf(entry.recordedAt());
            slots.merge(begin, new Slot(begin, entry.position(), entry.position()), Slot::with);
        }
        jdbc.update(SLOTS, statement -> {
            new SqlArrays<>(statement, List.copyOf(slots.values()))
                    .texts(Slot::begin)
                    .numbers(Slot::first)
                    .numbers(Slot::last);
        });
    }
}
