package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases the texts about an account from the audit trail. What remains equals what a replay writes that reads the same
 * events without the account's key.
 */
@Repository
class AuditTrailEraser {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    /** Uses and sign-ins have an address of their own, which describes the owner. All other entries have the actor's. */
    static final String IS_USE =
            "action IN ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused', 'account.session_exchanged')";

    /** Entries whose owner, actor or selection is the account. Each part has an index. */
    private static final String ABOUT_ACCOUNT = """
            SELECT position FROM audit_trail_v3 WHERE owner_id = :account AND place < :before
            UNION
            SELECT position FROM audit_trail_v3 WHERE actor_id = :account AND place < :before
            UNION
            SELECT position FROM audit_trail_v3
            WHERE action = 'ledger.bulk_act_begun' AND action <> 'token.used'
              AND place < :before AND :account::text IN (lower(data #>> '{filter,offboarding}'), lower(data #>> '{filter,owner}'))""";

    private static final String TEXTS = """
            SELECT DISTINCT r.text_hash FROM (%s) a JOIN audit_trail_v3 r USING (position)""".formatted(ABOUT_ACCOUNT);

    private static final String KINDS_OF_USES = """
            SELECT DISTINCT action, reason, data ->> 'audience' AS audience, data ->> 'channel' AS channel
            FROM audit_trail_v3 WHERE owner_id = ? AND place < ? AND %s""".formatted(IS_USE);

    private static final String ERASE_USES = """
            UPDATE audit_trail_v3 r
            SET ip = NULL, text_hash = k.hash::uuid, data = r.data - 'aggregated',
                workspace_id = CASE WHEN r.action LIKE 'token.%%' THEN NULL ELSE r.workspace_id END
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) AS k (action, reason, audience, channel, hash)
            WHERE r.owner_id = ? AND r.place < ? AND r.%s AND r.action = k.action AND r.reason IS NOT DISTINCT FROM k.reason
              AND r.data ->> 'audience' IS NOT DISTINCT FROM k.audience
              AND r.data ->> 'channel' IS NOT DISTINCT FROM k.channel""".formatted(IS_USE);

    private static final String CHANGES = """
            SELECT r.position, r.action, r.reason, r.owner_id, r.actor_id, host(r.ip) AS ip, r.data, t.user_agent
            FROM (%s) a JOIN audit_trail_v3 r USING (position) LEFT JOIN audit_trail_text_v2 t USING (text_hash)
            WHERE NOT r.%s""".formatted(ABOUT_ACCOUNT, IS_USE);

    private static final String ERASE_CHANGES = """
            UPDATE audit_trail_v3 r
            SET reason = c.reason, ip = c.ip::inet, text_hash = c.hash::uuid, data = c.data::jsonb
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[]) AS c (position, reason, ip, hash, data)
            WHERE r.position = c.position""";

    private static final String ERASE_POLICY_EVENTS = """
            UPDATE policy_event_v1 SET data = jsonb_set(data, '{username}', '"erased"')
            WHERE owner_id = ? AND data ?? 'username'""";

    /** Adds up what differed only in the network. A row without a network may be among those that it replaces. */
    private static final String ERASE_NETWORKS = """
            WITH gone AS (
                DELETE FROM token_use_day_v1
                WHERE last_place < ? AND token_id IN (SELECT token_id FROM audit_trail_v3 WHERE owner_id = ?)
                RETURNING *)
            INSERT INTO token_use_day_v1 (
                token_id, day, generation, network, channel, outcome, uses, entries, first_place, last_place, first_at, last_at)
            SELECT token_id, day, generation, '::', channel, outcome, sum(uses), sum(entries), min(first_place),
                   max(last_place), min(first_at), max(last_at)
            FROM gone GROUP BY token_id, day, generation, channel, outcome""";

    private static final String DELETE_UNUSED_TEXTS = """
            DELETE FROM audit_trail_text_v2 t WHERE text_hash = ANY (?::uuid[])
                AND NOT EXISTS (SELECT FROM audit_trail_v3 r WHERE r.text_hash = t.text_hash)""";

    private final JdbcTemplate jdbc;
    private final JdbcClient named;
    private final JsonMapper json;
    private final AuditTrailWriter writer;

    AuditTrailEraser(JdbcTemplate jdbc, JsonMapper json, AuditTrailWriter writer) {
        this.jdbc = jdbc;
        this.named = JdbcClient.create(jdbc);
        this.json = json;
        this.writer = writer;
    }

    /** Erases what precedes this position, so that an event that is delivered again changes nothing. */
    void erase(UUID accountId, long before) {
        List<UUID> hashes = named.sql(TEXTS)
                .param("account", accountId)
                .param("before", before)
                .query((row, number) -> row.getObject("text_hash", UUID.class))
                .list();
        Set<AuditText> texts = new HashSet<>();
        eraseUses(accountId, before, texts);
        eraseChanges(accountId, before, texts);
        writer.writeTexts(texts);
        jdbc.update(ERASE_POLICY_EVENTS, accountId);
        jdbc.update(ERASE_NETWORKS, before, accountId);
        deleteUnused(hashes);
    }

    /** Deletes those of these texts that no entry has any more. */
    void deleteUnused(List<UUID> hashes) {
        jdbc.update(DELETE_UNUSED_TEXTS, (Object) hashes.toArray(UUID[]::new));
    }

    /** Erased uses of one kind have the same text. */
    record KindOfUse(
            String action,
            @Nullable String reason,
            @Nullable String audience,
            @Nullable String channel,
            AuditText text) {}

    private void eraseUses(UUID accountId, long before, Set<AuditText> texts) {
        List<KindOfUse> kinds = jdbc.query(KINDS_OF_USES, AuditTrailEraser::kindOfUse, accountId, before);
        if (kinds.isEmpty()) {
            return;
        }
        kinds.forEach(kind -> texts.add(kind.text()));
        jdbc.update(ERASE_USES, statement -> {
            new SqlArrays<>(statement, kinds)
                    .texts(KindOfUse::action)
                    .texts(KindOfUse::reason)
                    .texts(KindOfUse::audience)
                    .texts(KindOfUse::channel)
                    .texts(kind -> kind.text().hash());
            statement.setObject(6, accountId);
            statement.setLong(7, before);
        });
    }

    static KindOfUse kindOfUse(ResultSet row, int number) throws SQLException {
        String action = row.getString("action");
        String reason = row.getString("reason");
        String audience = row.getString("audience");
        String channel = row.getString("channel");
        return new KindOfUse(
                action, reason, audience, channel, ErasedEntries.textOfUse(action, reason, audience, channel));
    }

    private void eraseChanges(UUID accountId, long before, Set<AuditText> texts) {
        List<ErasedEntries.Change> changes = named.sql(CHANGES)
                .param("account", accountId)
                .param("before", before)
                .query((row, number) -> ErasedEntries.erase(change(row), accountId))
                .list();
        if (changes.isEmpty()) {
            return;
        }
        changes.forEach(change -> texts.add(change.text()));
        replace(changes);
    }

    /** Replaces the reason, address, texts and data of these entries. */
    void replace(List<ErasedEntries.Change> changes) {
        jdbc.update(ERASE_CHANGES, statement -> {
            new SqlArrays<>(statement, changes)
                    .numbers(ErasedEntries.Change::position)
                    .texts(ErasedEntries.Change::reason)
                    .texts(ErasedEntries.Change::ip)
                    .texts(change -> change.text().hash())
                    .texts(change -> json.writeValueAsString(change.data()));
        });
    }

    ErasedEntries.Change change(ResultSet row) throws SQLException {
        return new ErasedEntries.Change(
                row.getLong("position"),
                row.getString("action"),
                row.getString("reason"),
                row.getObject("owner_id", UUID.class),
                row.getObject("actor_id", UUID.class),
                row.getString("ip"),
                row.getString("user_agent"),
                json.readValue(row.getString("data"), DATA));
    }
}
