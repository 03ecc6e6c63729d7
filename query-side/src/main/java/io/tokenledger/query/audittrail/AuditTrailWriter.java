package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the rows of the audit trail and of its search tables. Each statement has the same SQL text for every batch
 * size, so PostgreSQL plans it once.
 */
@Repository
class AuditTrailWriter {
    private static final String COLUMNS = """
            position, place, event_id, recorded_at, action, outcome, reason, actor_id, actor_key_id, session_id,
            minted_jti, owner_id, token_id, organization_id, workspace_id, ip, correlation_id, text_hash, count, first_at, last_at,
            data""";
    private static final String ROWS = """
            INSERT INTO audit_trail_v2 (%1$s)
            SELECT position, place, event_id::uuid, recorded_at::timestamptz, action, outcome, reason, actor_id::uuid,
                actor_key_id::uuid, session_id, minted_jti, owner_id::uuid, token_id::uuid, organization_id::uuid,
                workspace_id::uuid, ip::inet, correlation_id, text_hash::uuid, count, first_at::timestamptz,
                last_at::timestamptz, data::jsonb
            FROM unnest(
                ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::bigint[], ?::text[], ?::text[], ?::text[]) AS row (%1$s)""".formatted(COLUMNS);

    private static final String ORGANIZATIONS = """
            INSERT INTO audit_trail_organization_v2 (organization_id, position)
            SELECT m.organization_id, e.position
            FROM unnest(?::bigint[], ?::text[]) AS e (position, owner_id)
            JOIN audit_trail_member_v2 m ON m.account_id = e.owner_id::uuid
            ON CONFLICT DO NOTHING""";
    private static final String OWN_ORGANIZATION = """
            INSERT INTO audit_trail_organization_v2 (organization_id, position)
            SELECT e.organization_id::uuid, e.position FROM unnest(?::bigint[], ?::text[]) AS e (position, organization_id)
            ON CONFLICT DO NOTHING""";
    private static final String TEXTS = """
            INSERT INTO audit_trail_text_v2 (text_hash, words, user_agent, target)
            SELECT hash::uuid, words, user_agent, target
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS t (hash, words, user_agent, target)
            ON CONFLICT DO NOTHING""";
    private static final String SLOTS = """
            INSERT INTO audit_trail_slot_v2 AS known (slot, first_position, last_position)
            SELECT slot::timestamptz, first_position, last_position
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS s (slot, first_position, last_position)
            ON CONFLICT (slot) DO UPDATE
            SET first_position = least(known.first_position, excluded.first_position),
                last_position = greatest(known.last_position, excluded.last_position)""";

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final LateEntryPositions lateEntries;
    private final PolicyEvents policyEvents;

    AuditTrailWriter(JdbcTemplate jdbc, JsonMapper json, LateEntryPositions lateEntries, PolicyEvents policyEvents) {
        this.jdbc = jdbc;
        this.json = json;
        this.lateEntries = lateEntries;
        this.policyEvents = policyEvents;
    }

    private record Worded(AuditEntry entry, AuditText text) {}

    void change(SqlChange membership) {
        SqlChange.runAll(jdbc, List.of(membership));
    }

    /**
     * Writes the entries that are not stored yet and skips redelivered ones. The organizations of a stored entry follow
     * from the memberships at the time of its event.
     */
    void write(List<AuditEntry> delivered) {
        long last = Objects.requireNonNull(
                jdbc.queryForObject("SELECT coalesce(max(position), 0) FROM audit_trail_v2", Long.class));
        List<AuditEntry> entries =
                delivered.stream().filter(entry -> entry.position() > last).toList();
        if (!entries.isEmpty()) {
            writeNew(entries);
        }
    }

    private void writeNew(List<AuditEntry> entries) {
        List<Worded> rows = entries.stream()
                .map(entry -> new Worded(entry, AuditText.of(entry)))
                .toList();
        Map<UUID, AuditText> distinct = new HashMap<>();
        rows.forEach(row -> distinct.putIfAbsent(row.text().hash(), row.text()));
        writeRows(rows);
        writeTexts(distinct.values());
        writeOrganizations(entries);
        policyEvents.copy(entries);
        writeSlots(Slot.of(entries));
    }

    private void writeRows(List<Worded> rows) {
        jdbc.update(ROWS, statement -> {
            new SqlArrays<>(statement, rows)
                    .numbers(row -> row.entry().position())
                    .numbers(row -> row.entry().position())
                    .texts(row -> row.entry().eventId())
                    .texts(row -> row.entry().recordedAt())
                    .texts(row -> row.entry().action())
                    .texts(row -> row.entry().outcome())
                    .texts(row -> row.entry().reason())
                    .texts(row -> row.entry().actorId())
                    .texts(row -> row.entry().actorKeyId())
                    .texts(row -> row.entry().sessionId())
                    .texts(row -> row.entry().mintedJti())
                    .texts(row -> row.entry().ownerId())
                    .texts(row -> row.entry().tokenId())
                    .texts(row -> row.entry().organizationId())
                    .texts(row -> row.entry().workspaceId())
                    .texts(row -> row.entry().ip())
                    .texts(row -> row.entry().correlationId())
                    .texts(row -> row.text().hash())
                    .numbers(row -> row.entry().count())
                    .texts(row -> row.entry().first())
                    .texts(row -> row.entry().last())
                    .texts(row -> json.writeValueAsString(
                            AuditText.withoutTexts(row.entry().data())));
        });
    }

    private void writeTexts(Collection<AuditText> texts) {
        jdbc.update(TEXTS, statement -> {
            new SqlArrays<>(statement, List.copyOf(texts))
                    .texts(AuditText::hash)
                    .texts(AuditText::words)
                    .texts(AuditText::userAgent)
                    .texts(AuditText::target);
        });
    }

    private void writeOrganizations(List<AuditEntry> entries) {
        List<AuditEntry> owned =
                entries.stream().filter(entry -> entry.ownerId() != null).toList();
        if (!owned.isEmpty()) {
            jdbc.update(ORGANIZATIONS, statement -> {
                new SqlArrays<>(statement, owned).numbers(AuditEntry::position).texts(AuditEntry::ownerId);
            });
            lateEntries.hide(owned);
        }
        List<AuditEntry> ofOne =
                entries.stream().filter(entry -> entry.organizationId() != null).toList();
        if (!ofOne.isEmpty()) {
            jdbc.update(OWN_ORGANIZATION, statement -> {
                new SqlArrays<>(statement, ofOne).numbers(AuditEntry::position).texts(AuditEntry::organizationId);
            });
        }
    }

    private void writeSlots(List<Slot> slots) {
        jdbc.update(SLOTS, statement -> {
            new SqlArrays<>(statement, slots)
                    .texts(Slot::begin)
                    .numbers(Slot::first)
                    .numbers(Slot::last);
        });
    }

    /** A slot of ten minutes, with the first and last position of its entries. */
    record Slot(Instant begin, long first, long last) {
        private static final long SECONDS = 600;

        static List<Slot> of(List<AuditEntry> entries) {
            Map<Instant, Slot> slots = new HashMap<>();
            for (AuditEntry entry : entries) {
                Instant begin = beginOf(entry.recordedAt());
                slots.merge(begin, new Slot(begin, entry.position(), entry.position()), Slot::merge);
            }
            return List.copyOf(slots.values());
        }

        static Instant beginOf(Instant instant) {
            return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), SECONDS) * SECONDS);
        }

        private static Slot merge(Slot one, Slot other) {
            return new Slot(one.begin, Math.min(one.first, other.first), Math.max(one.last, other.last));
        }
    }
}
