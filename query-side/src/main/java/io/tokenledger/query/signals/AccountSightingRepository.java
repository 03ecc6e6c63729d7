package io.tokenledger.query.signals;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes {@code signal_account_v1}. Each batch reads it, so the same statement reads how far the rules are. */
@Repository
class AccountSightingRepository {
    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AccountSightingRepository(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /**
     * What is stored before a batch is checked.
     *
     * @param processedUpTo position of the last event that the rules have checked; 0 before the first
     */
    record Stored(long processedUpTo, AccountSightings sightings) {}

    Stored read(Collection<AccountSighting.Key> keys) {
        List<AccountSighting> sightings = new ArrayList<>();
        long[] processedUpTo = {0};
        jdbc.sql("""
                        SELECT processed.up_to AS processed_up_to, a.*
                        FROM (SELECT coalesce(max(position), 0) AS up_to FROM signal_judged_v1) processed
                        LEFT JOIN (
                            SELECT a.* FROM unnest(?::uuid[], ?::text[]) AS k (account_id, network)
                            JOIN signal_account_v1 a USING (account_id, network)) a ON true""")
                .params(
                        keys.stream().map(AccountSighting.Key::accountId).toArray(UUID[]::new),
                        keys.stream().map(AccountSighting.Key::network).toArray(String[]::new))
                .query(row -> {
                    processedUpTo[0] = row.getLong("processed_up_to");
                    UUID account = row.getObject("account_id", UUID.class);
                    if (account != null) {
                        sightings.add(new AccountSighting(
                                new AccountSighting.Key(account, row.getString("network")),
                                row.getLong("first_position"),
                                row.getTimestamp("first_at").toInstant()));
                    }
                });
        return new Stored(processedUpTo[0], new AccountSightings(sightings));
    }

    void erase(UUID accountId, long before) {
        jdbc.sql("DELETE FROM signal_account_v1 WHERE account_id = ? AND first_position < ?")
                .params(accountId, before)
                .update();
    }

    void add(List<AccountSighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        batches.update("""
                INSERT INTO signal_account_v1 AS known (account_id, network, first_position, first_at)
                SELECT account_id::uuid, network, first_position, first_at::timestamptz
                FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[])
                     AS a (account_id, network, first_position, first_at)
                ON CONFLICT (account_id, network) DO UPDATE
                SET first_position = excluded.first_position, first_at = excluded.first_at
                WHERE excluded.first_position < known.first_position""", statement -> {
            new SqlArrays<>(statement, sightings)
                    .texts(one -> one.key().accountId())
                    .texts(one -> one.key().network())
                    .numbers(AccountSighting::firstPosition)
                    .texts(AccountSighting::firstAt);
        });
    }
}
