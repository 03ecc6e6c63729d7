package io.tokenledger.query.signals;

import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the signals and the state of their rules. */
@Repository
class DetectionStateRepository {
    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    DetectionStateRepository(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /**
     * The stored state for these uses, with the networks from which their keys were used recently. The number of
     * networks per key is limited, so a key with ten thousand networks costs no more than others.
     *
     * @param keys first and last uses to read
     * @param since only networks used after this instant count for {@code many_networks}
     * @param subjects ids of keys, addresses or accounts whose counts to read
     */
    DetectionState read(Collection<FirstAndLastUse.Key> keys, Instant since, Collection<String> subjects) {
        if (keys.isEmpty() && subjects.isEmpty()) {
            return new DetectionState(List.of(), List.of()); // there are no uses
        }
        List<FirstAndLastUse> sightings = jdbc.sql("""
                        SELECT s.* FROM unnest(?::uuid[], ?::text[], ?::text[]) AS k (token_id, kind, what)
                        JOIN signal_sighting_v1 s USING (token_id, kind, what)
                        UNION
                        SELECT n.* FROM unnest(?::uuid[]) AS t (token_id)
                        CROSS JOIN LATERAL (
                            SELECT * FROM signal_sighting_v1 s
                            WHERE s.token_id = t.token_id AND s.kind = 'network' AND s.last_at > ?
                            ORDER BY s.last_at DESC, s.last_position DESC LIMIT ?) n""")
                .params(
                        keys.stream().map(FirstAndLastUse.Key::tokenId).toArray(UUID[]::new),
                        keys.stream().map(FirstAndLastUse.Key::kind).toArray(String[]::new),
                        keys.stream().map(FirstAndLastUse.Key::what).toArray(String[]::new),
                        keys.stream()
                                .map(FirstAndLastUse.Key::tokenId)
                                .distinct()
                                .toArray(UUID[]::new),
                        Timestamp.from(since),
                        SignalRules.MAX_NETWORKS)
                .query((row, number) -> new FirstAndLastUse(
                        new FirstAndLastUse.Key(
                                row.getObject("token_id", UUID.class), row.getString("kind"), row.getString("what")),
                        row.getObject("owner_id", UUID.class),
                        row.getLong("first_position"),
                        row.getTimestamp("first_at").toInstant(),
                        row.getLong("last_position"),
                        row.getTimestamp("last_at").toInstant()))
                .list();
        List<SignalCount> tallies = jdbc.sql("SELECT * FROM signal_count_v1 WHERE subject = ANY (?)")
                .param(subjects.toArray(String[]::new))
                .query((row, number) -> new SignalCount(
                        new SignalCount.Key(row.getString("subject"), row.getString("kind")),
                        row.getObject("owner_id", UUID.class),
                        row.getTimestamp("since").toInstant(),
                        row.getLong("first_position"),
                        row.getLong("last_position"),
                        row.getLong("count")))
                .list();
        return new DetectionState(sightings, tallies);
    }

    void write(DetectionState memory, List<Signal> raised, long judgedUpTo) {
        jdbc.sql("""
                        INSERT INTO signal_judged_v1 (position) VALUES (?)
                        ON CONFLICT (only_row) DO UPDATE SET position = excluded.position""").param(judgedUpTo).update();
        writeSightings(memory.changedSightings());
        writeTallies(memory.changedTallies());
        writeSignals(raised);
    }

    /** Deletes the signals and the state before this position that describe an account or the uses of its keys. */
    void erase(UUID accountId, long before) {
        jdbc.sql("DELETE FROM signal_v1 WHERE (owner_id = ? OR actor_id = ?) AND position < ?")
                .params(accountId, accountId, before)
                .update();
        for (String table : List.of("signal_sighting_v1", "signal_count_v1")) {
            jdbc.sql("DELETE FROM " + table + " WHERE owner_id = ? AND last_position < ?")
                    .params(accountId, before)
                    .update();
        }
    }

    /** Deletes the signals and the state before this position about no known account, from before an instant. */
    void eraseUnattributed(Instant end, long before) {
        jdbc.sql("""
                        DELETE FROM signal_v1
                        WHERE token_id IS NULL AND owner_id IS NULL AND actor_id IS NULL AND raised_at < ? AND position < ?""").params(Timestamp.from(end), before).update();
        jdbc.sql("DELETE FROM signal_count_v1 WHERE owner_id IS NULL AND since < ? AND last_position < ?")
                .params(Timestamp.from(end), before)
                .update();
    }

    /**
     * Deletes the signals of a dropped range, except those that uses have raised which remain. A signal about the creation
     * of a key depends on the uses of other keys, so none of the range remains.
     */
    void drop(UsesDropped event) {
        Timestamp before = Timestamp.from(event.before());
        jdbc.sql("""
                        DELETE FROM signal_v1 s
                        WHERE position >= ? AND position < ? AND raised_at < ?
                          AND NOT EXISTS (SELECT FROM events.use_event u WHERE u.position = s.position)""").params(event.firstPosition(), event.endPosition(), before).update();
        jdbc.sql("DELETE FROM signal_count_v1 WHERE since < ?").param(before).update();
    }

    private void writeSightings(List<FirstAndLastUse> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        batches.update("""
                INSERT INTO signal_sighting_v1 (
                    token_id, owner_id, kind, what, first_position, first_at, last_position, last_at)
                SELECT token_id::uuid, owner_id::uuid, kind, what, first_position, first_at::timestamptz, last_position,
                       last_at::timestamptz
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[])
                     AS s (token_id, owner_id, kind, what, first_position, first_at, last_position, last_at)
                ON CONFLICT (token_id, kind, what) DO UPDATE
                SET first_position = excluded.first_position, first_at = excluded.first_at,
                    last_position = excluded.last_position, last_at = excluded.last_at""", statement -> {
            new SqlArrays<>(statement, sightings)
                    .texts(one -> one.key().tokenId())
                    .texts(FirstAndLastUse::ownerId)
                    .texts(one -> one.key().kind())
                    .texts(one -> one.key().what())
                    .numbers(FirstAndLastUse::firstPosition)
                    .texts(FirstAndLastUse::firstAt)
                    .numbers(FirstAndLastUse::lastPosition)
                    .texts(FirstAndLastUse::lastAt);
        });
    }

    private void writeTallies(List<SignalCount> tallies) {
        if (tallies.isEmpty()) {
            return;
        }
        batches.update("""
                INSERT INTO signal_count_v1 (subject, kind, owner_id, since, first_position, last_position, count)
                SELECT subject, kind, owner_id::uuid, since::timestamptz, first_position, last_position, count
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                     AS t (subject, kind, owner_id, since, first_position, last_position, count)
                ON CONFLICT (subject, kind) DO UPDATE
                SET since = excluded.since, first_position = excluded.first_position,
                    last_position = excluded.last_position, count = excluded.count""", statement -> {
            new SqlArrays<>(statement, tallies)
                    .texts(one -> one.key().subject())
                    .texts(one -> one.key().kind())
                    .texts(SignalCount::ownerId)
                    .texts(SignalCount::since)
                    .numbers(SignalCount::firstPosition)
                    .numbers(SignalCount::lastPosition)
                    .numbers(SignalCount::count);
        });
    }

    private void writeSignals(List<Signal> signals) {
        if (signals.isEmpty()) {
            return;
        }
        batches.update("""
                INSERT INTO signal_v1 (position, kind, raised_at, token_id, owner_id, actor_id, ip, reason, evidence)
                SELECT position, kind, raised_at::timestamptz, token_id::uuid, owner_id::uuid, actor_id::uuid, ip::inet, reason,
                       string_to_array(evidence, ',')::bigint[]
                FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     AS s (position, kind, raised_at, token_id, owner_id, actor_id, ip, reason, evidence)
                ON CONFLICT DO NOTHING""", statement -> {
            new SqlArrays<>(statement, signals)
                    .numbers(Signal::position)
                    .texts(one -> one.kind().wire())
                    .texts(Signal::raisedAt)
                    .texts(Signal::tokenId)
                    .texts(Signal::ownerId)
                    .texts(Signal::actorId)
                    .texts(Signal::ip)
                    .texts(Signal::reason)
                    .texts(one -> one.evidence().stream().map(String::valueOf).collect(Collectors.joining(",")));
        });
    }
}
