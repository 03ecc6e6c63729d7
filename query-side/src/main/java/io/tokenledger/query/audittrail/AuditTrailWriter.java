package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.UsePartitions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the rows of the audit trail and of its search tables. Each statement has the same SQL text for every batch
 * size, so PostgreSQL plans it once.
 */
@Repository
class AuditTrailWriter {
    static final String COLUMNS = """
            position, place, is_use, event_id, recorded_at, action, outcome, reason, actor_id, actor_key_id, session_id,
            minted_jti, owner_id, token_id, organization_id, workspace_id, ip, correlation_id, text_hash, count, first_at, last_at,
            data""";

    /** The end of a statement that inserts slots as {@code known}: the range of a stored slot only grows. */
    static final String GROW_KNOWN_SLOT = """
            ON CONFLICT (slot) DO UPDATE
            SET first_position = least(known.first_position, excluded.first_position),
                last_position = greatest(known.last_position, excluded.last_position)""";

    /**
     * Writes all tables of the entries. The texts of an entry are null if an earlier one of the batch has the same.
     *
     * <p>PostgreSQL locks the tables of a {@code WITH} list in its order, and that of the main statement before or after
     * them. A replay locks {@code audit_trail_v3} first, so no table may be locked before it.
     */
    private static final String ENTRIES = """
            WITH given AS MATERIALIZED (
                SELECT position, place, is_use::boolean, event_id::uuid, recorded_at::timestamptz, action, outcome, reason,
                    actor_id::uuid, actor_key_id::uuid, session_id, minted_jti, owner_id::uuid, token_id::uuid,
                    organization_id::uuid, workspace_id::uuid, ip::inet, correlation_id, text_hash::uuid, count,
                    first_at::timestamptz, last_at::timestamptz, data::jsonb, words, user_agent, target
                FROM unnest(
                    ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS row (%1$s, words, user_agent, target)),
            entries AS (INSERT INTO audit_trail_v3 (%1$s) SELECT %1$s FROM given),
            texts AS (
                INSERT INTO audit_trail_text_v2 (text_hash, words, user_agent, target)
                SELECT text_hash, words, user_agent, target FROM given WHERE words IS NOT NULL
                ON CONFLICT DO NOTHING),
            organizations AS (
                INSERT INTO audit_trail_organization_v3 (organization_id, position, is_use)
                SELECT m.organization_id, g.position, g.is_use
                FROM given g JOIN audit_trail_member_v2 m ON m.account_id = g.owner_id
                UNION
                SELECT organization_id, position, is_use FROM given WHERE organization_id IS NOT NULL
                ON CONFLICT DO NOTHING),
            slots AS (
                INSERT INTO audit_trail_slot_v2 AS known (slot, first_position, last_position)
                SELECT date_bin('10 minutes', recorded_at, '1970-01-01T00:00:00Z'), min(position), max(position)
                FROM given GROUP BY 1
                %3$s),
            policies AS (%2$s)
            SELECT count(*) FROM given""".formatted(COLUMNS, PolicyEvents.copy("given"), GROW_KNOWN_SLOT);

    private static final String LAST = "SELECT coalesce(max(position), 0) FROM audit_trail_v3";

    private static final String TEXTS = """
            INSERT INTO audit_trail_text_v2 (text_hash, words, user_agent, target)
            SELECT hash::uuid, words, user_agent, target
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS t (hash, words, user_agent, target)
            ON CONFLICT DO NOTHING""";
    private static final long SLOT_SECONDS = 600;

    private final JdbcTemplate jdbc;

    /** Prepares queries without parameters. Planning all partitions takes ten times as long as such a query. */
    private final JdbcClient prepared;

    private final JsonMapper json;
    private final UsePartitions partitions;
    private final LateEntryPositions lateEntries;
    private final DailyUses dailyUses;
    private final AuditCopy copy;

    AuditTrailWriter(
            JdbcTemplate jdbc, JsonMapper json, LateEntryPositions lateEntries, DailyUses dailyUses, AuditCopy copy) {
        this.jdbc = jdbc;
        this.prepared = JdbcClient.create(jdbc);
        this.json = json;
        this.partitions = new UsePartitions(jdbc, List.of("audit_trail_use_v3", "audit_trail_organization_use_v3"));
        this.lateEntries = lateEntries;
        this.dailyUses = dailyUses;
        this.copy = copy;
    }

    /** @param isFirst whether no earlier entry of the batch has the same texts */
    private record Worded(AuditEntry entry, AuditText text, boolean isFirst) {}

    void change(List<SqlChange> memberships) {
        SqlChange.runAll(jdbc, memberships);
    }

    /**
     * Writes the entries that are not stored yet and skips redelivered ones. The organizations of a stored entry follow
     * from the memberships at the time of its event.
     */
    void write(List<AuditEntry> delivered, List<DailyUses.Summary> summaries) {
        long last = prepared.sql(LAST).query(Long.class).single();
        List<AuditEntry> entries =
                delivered.stream().filter(entry -> entry.position() > last).toList();
        dailyUses.addSummaries(
                summaries.stream().filter(summary -> summary.position() > last).toList());
        if (!entries.isEmpty()) {
            writeNew(entries);
        }
    }

    private void writeNew(List<AuditEntry> entries) {
        List<AuditEntry> uses = entries.stream().filter(AuditEntry::isUse).toList();
        if (!uses.isEmpty()) {
            partitions.require(uses.getFirst().position(), uses.getLast().position());
        }
        copy.write(entries).ifPresentOrElse(this::writeTexts, () -> writeRows(entries));
        List<AuditEntry> owned =
                entries.stream().filter(entry -> entry.ownerId() != null).toList();
        if (!owned.isEmpty()) {
            lateEntries.hide(owned);
        }
        dailyUses.add(entries);
    }

    private void writeRows(List<AuditEntry> entries) {
        Set<UUID> hashes = new HashSet<>();
        List<Worded> rows = entries.stream()
                .map(entry -> {
                    AuditText text = AuditText.of(entry);
                    return new Worded(entry, text, hashes.add(text.hash()));
                })
                .toList();
        PreparedStatementSetter values = statement -> {
            new SqlArrays<>(statement, rows)
                    .numbers(row -> row.entry().position())
                    .numbers(row -> row.entry().position())
                    .texts(row -> row.entry().isUse())
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
                            AuditText.withoutTexts(row.entry().data())))
                    .texts(row -> row.isFirst() ? row.text().words() : null)
                    .texts(row -> row.isFirst() ? row.text().userAgent() : null)
                    .texts(row -> row.isFirst() ? row.text().target() : null);
        };
        RowCallbackHandler written = count -> {};
        jdbc.query(ENTRIES, values, written);
    }

    /** Sums all uses of a copy by day. */
    void sumUses() {
        dailyUses.fill();
    }

    /** Writes the combinations of texts that are not stored yet. */
    void writeTexts(Collection<AuditText> texts) {
        jdbc.update(TEXTS, statement -> {
            new SqlArrays<>(statement, List.copyOf(texts))
                    .texts(AuditText::hash)
                    .texts(AuditText::words)
                    .texts(AuditText::userAgent)
                    .texts(AuditText::target);
        });
    }

    /** The beginning of the slot of ten minutes that an instant is in. */
    static Instant slotOf(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS);
    }
}
