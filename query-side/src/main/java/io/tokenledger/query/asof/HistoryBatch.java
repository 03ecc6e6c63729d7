package io.tokenledger.query.asof;

import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.UsePartitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The changes that one batch of events makes to the history tables. */
final class HistoryBatch {
    /** @param idle whether the time before it counts as an idle period; that before summarized uses is unknown */
    private record Use(
            long position,
            UUID tokenId,
            Instant at,
            @Nullable String address,
            @Nullable String agent,
            boolean idle) {}

    private final UsePartitions partitions;
    private final List<SqlChange> changes = new ArrayList<>();
    private final List<SqlChange> secrets = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<UUID, Instant> latest = new HashMap<>();

    HistoryBatch(UsePartitions partitions) {
        this.partitions = partitions;
    }

    void change(List<SqlChange> more) {
        changes.addAll(more);
    }

    /** Changes of secrets have a table of their own. They run together, so that equal statements become one batch. */
    void changeSecrets(List<SqlChange> more) {
        secrets.addAll(more);
    }

    void use(long position, TokenUsed event) {
        use(new Use(position, event.tokenId(), event.last(), event.address(), event.userAgent(), true));
    }

    void summarized(long position, TokenUsesSummarized event) {
        TokenUsesSummarized.LastUse last = event.lastUse();
        if (last != null) {
            use(new Use(
                    position,
                    event.tokenId(),
                    last.at(),
                    event.address(last.address()),
                    event.text(last.userAgent()),
                    false));
        }
    }

    /** Keeps a use only if it is later than all earlier ones of its key in this batch. */
    private void use(Use use) {
        Instant before = latest.get(use.tokenId());
        if (before == null || before.isBefore(use.at())) {
            latest.put(use.tokenId(), use.at());
            uses.add(use);
        }
    }

    /** Erases the texts about an account and its keys; first writes what precedes the erasure. */
    void erase(UUID accountId, long position, JdbcTemplate jdbc) {
        write(jdbc);
        changes.clear();
        secrets.clear();
        uses.clear();
        latest.clear();
        jdbc.update("UPDATE account_history_v1 SET username = 'erased' WHERE account_id = ?", accountId);
        jdbc.update(
                "UPDATE token_history_v1 SET name = 'erased', description = 'erased' WHERE owner_id = ?", accountId);
        jdbc.update("""
                UPDATE token_last_use_v2 SET ip = NULL, agent = 'erased'
                WHERE position < ? AND token_id IN (SELECT token_id FROM token_history_v1 WHERE owner_id = ?)""", position, accountId);
    }

    void write(JdbcTemplate jdbc) {
        SqlChange.runAll(jdbc, changes);
        if (!uses.isEmpty()) {
            writeUses(jdbc);
        }
        SqlChange.runAll(jdbc, secrets);
    }

    /** Writes the uses, and which of them followed at least a day without a use. */
    private void writeUses(JdbcTemplate jdbc) {
        partitions.require(uses.getFirst().position(), uses.getLast().position());
        jdbc.update("""
                WITH used AS (
                    SELECT u.*, greatest(before.used_at, lag(u.at) OVER (PARTITION BY u.id ORDER BY u.position)) AS previous_at
                    FROM (SELECT id::uuid, position, at::timestamptz, ip::inet, agent, idle::boolean
                          FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                              AS use (id, position, at, ip, agent, idle)) AS u
                    LEFT JOIN LATERAL (
                        SELECT l.used_at FROM token_last_use_v2 l WHERE l.token_id = u.id
                        ORDER BY l.position DESC LIMIT 1) before ON true
                    WHERE before.used_at IS NULL OR before.used_at < u.at),
                idle AS (
                    INSERT INTO token_idle_period_v1 (position, token_id, previous_at, used_at)
                    SELECT position, id, previous_at, at FROM used
                    WHERE idle AND (previous_at IS NULL OR at >= previous_at + interval '24 hours')
                    ON CONFLICT DO NOTHING)
                INSERT INTO token_last_use_v2 (token_id, position, used_at, ip, agent)
                SELECT id, position, at, ip, agent FROM used
                ON CONFLICT DO NOTHING""", statement -> {
            new SqlArrays<>(statement, uses)
                    .texts(Use::tokenId)
                    .numbers(Use::position)
                    .texts(Use::at)
                    .texts(Use::address)
                    .texts(Use::agent)
                    .texts(Use::idle);
        });
    }
}
