package io.tokenledger.query.asof;

import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The changes that one batch of events makes to the history tables. */
final class HistoryBatch {
    private record Use(long position, TokenUsed event) {}

    private final List<SqlChange> changes = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<UUID, Instant> latest = new HashMap<>();

    void change(List<SqlChange> more) {
        changes.addAll(more);
    }

    /** Keeps a use only if it is later than all earlier ones of its key in this batch. */
    void use(long position, TokenUsed event) {
        Instant before = latest.get(event.tokenId());
        if (before == null || before.isBefore(event.last())) {
            latest.put(event.tokenId(), event.last());
            uses.add(new Use(position, event));
        }
    }

    void write(JdbcTemplate jdbc) {
        SqlChange.runAll(jdbc, changes);
        if (!uses.isEmpty()) {
            writeUses(jdbc);
        }
    }

    private void writeUses(JdbcTemplate jdbc) {
        jdbc.update("""
                INSERT INTO token_last_use_v1 (token_id, position, used_at, ip, agent)
                SELECT u.id, u.position, u.at, u.ip, u.agent
                FROM (SELECT id::uuid, position, at::timestamptz, ip::inet, agent
                      FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                          AS use (id, position, at, ip, agent)) AS u
                LEFT JOIN LATERAL (
                    SELECT l.used_at FROM token_last_use_v1 l WHERE l.token_id = u.id
                    ORDER BY l.position DESC LIMIT 1) before ON true
                WHERE before.used_at IS NULL OR before.used_at < u.at
                ON CONFLICT DO NOTHING""", statement -> {
            new SqlArrays<>(statement, uses)
                    .texts(use -> use.event().tokenId())
                    .numbers(Use::position)
                    .texts(use -> use.event().last())
                    .texts(use -> use.event().address())
                    .texts(use -> use.event().userAgent());
        });
    }
}
