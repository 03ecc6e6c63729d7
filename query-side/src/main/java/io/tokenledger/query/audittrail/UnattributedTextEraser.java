package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.idempotency.StoredAnswers;
import io.tokenledger.query.projection.ReadModelSchema;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Erases the texts about no known account from the audit trail. What remains equals what a replay writes that reads the
 * same events without the keys of their months.
 *
 * <p>The key of a month never encrypts a text of a later month. So each text without a key was recorded before the end of
 * the month, and is erased here too. Uses count by the time of their last occurrence, as their keys do.
 */
@Repository
class UnattributedTextEraser {
    private static final String USES = """
            FROM audit_trail_v3 r
            WHERE r.action IN ('token.use_refused', 'account.sign_in_refused') AND r.action <> 'token.used'
              AND r.owner_id IS NULL AND r.place < ? AND r.last_at < ?""";

    private static final String KINDS_OF_USES = """
            SELECT DISTINCT r.action, r.reason, r.data ->> 'audience' AS audience, r.data ->> 'channel' AS channel
            """ + USES;

    private static final String ERASE_USES = """
            UPDATE audit_trail_v3 r
            SET ip = NULL, text_hash = k.hash::uuid, data = r.data - 'aggregated',
                workspace_id = CASE WHEN r.action = 'account.sign_in_refused' THEN r.workspace_id END
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) AS k (action, reason, audience, channel, hash)
            WHERE r.action IN ('token.use_refused', 'account.sign_in_refused') AND r.action <> 'token.used'
              AND r.owner_id IS NULL AND r.place < ? AND r.last_at < ? AND r.text_hash <> k.hash::uuid
              AND r.action = k.action AND r.reason IS NOT DISTINCT FROM k.reason
              AND r.data ->> 'audience' IS NOT DISTINCT FROM k.audience
              AND r.data ->> 'channel' IS NOT DISTINCT FROM k.channel""";

    /** Entries with the address of an unknown actor. */
    private static final String CHANGES = """
            FROM audit_trail_v3 r LEFT JOIN audit_trail_text_v2 t USING (text_hash)
            WHERE r.action <> 'token.used' AND NOT r.%s AND r.actor_id IS NULL AND r.ip IS NOT NULL
              AND r.place < ? AND r.recorded_at < ?""".formatted(AuditTrailEraser.IS_USE);

    private static final String ERASE_FILTERS = """
            UPDATE audit_trail_v3 SET data = jsonb_set(data, '{filters}', '{"erased": "erased"}')
            WHERE action IN ('ledger.audit_read', 'ledger.exported') AND action <> 'token.used'
              AND place < ? AND recorded_at < ? AND data -> 'filters' <> '{"erased": "erased"}'""";

    /** The subject of a report is in a field that has the name of its kind. */
    private static final String ERASE_SUBJECTS = """
            UPDATE audit_trail_v3
            SET data = data || (SELECT coalesce(jsonb_object_agg(kind, 'erased'), '{}') FROM jsonb_object_keys(data) AS k (kind)
                                WHERE kind NOT IN ('from', 'to'))
            WHERE action = 'ledger.exposure_reported' AND action <> 'token.used' AND place < ? AND recorded_at < ?""";

    private final JdbcTemplate jdbc;
    private final AuditTrailEraser entries;
    private final AuditTrailWriter writer;

    UnattributedTextEraser(JdbcTemplate jdbc, AuditTrailEraser entries, AuditTrailWriter writer) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.writer = writer;
    }

    /**
     * Erases the texts that were recorded before an instant.
     *
     * @param before position of the erasure; later entries are not changed
     */
    void erase(Instant end, long before) {
        Object[] range = {before, Timestamp.from(end)};
        Set<UUID> replaced = new HashSet<>(hashes(USES, range));
        replaced.addAll(hashes(CHANGES, range));
        Set<AuditText> texts = new HashSet<>();
        eraseUses(range, texts);
        eraseOrigins(range, texts);
        writer.writeTexts(texts);
        jdbc.update(ERASE_FILTERS, range);
        jdbc.update(ERASE_SUBJECTS, range);
        entries.deleteUnused(List.copyOf(replaced));
        if (ReadModelSchema.areLive()) {
            SqlChange.runAll(jdbc, List.of(StoredAnswers.eraseDifferences()));
        }
    }

    private List<UUID> hashes(String rows, Object[] range) {
        return jdbc.query(
                "SELECT DISTINCT r.text_hash " + rows, (row, number) -> row.getObject("text_hash", UUID.class), range);
    }

    private void eraseUses(Object[] range, Set<AuditText> texts) {
        List<AuditTrailEraser.KindOfUse> kinds = jdbc.query(KINDS_OF_USES, AuditTrailEraser::kindOfUse, range);
        if (kinds.isEmpty()) {
            return;
        }
        kinds.forEach(kind -> texts.add(kind.text()));
        jdbc.update(ERASE_USES, statement -> {
            new SqlArrays<>(statement, kinds)
                    .texts(AuditTrailEraser.KindOfUse::action)
                    .texts(AuditTrailEraser.KindOfUse::reason)
                    .texts(AuditTrailEraser.KindOfUse::audience)
                    .texts(AuditTrailEraser.KindOfUse::channel)
                    .texts(kind -> kind.text().hash());
            statement.setObject(6, range[0]);
            statement.setObject(7, range[1]);
        });
    }

    private void eraseOrigins(Object[] range, Set<AuditText> texts) {
        List<ErasedEntries.Change> changes = jdbc.query(
                "SELECT r.position, r.action, r.reason, r.owner_id, r.actor_id, host(r.ip) AS ip, r.data, t.user_agent "
                        + CHANGES,
                (row, number) -> ErasedEntries.eraseOrigin(entries.change(row)),
                range);
        if (!changes.isEmpty()) {
            changes.forEach(change -> texts.add(change.text()));
            entries.replace(changes);
        }
    }
}
