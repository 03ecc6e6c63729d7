package io.tokenledger.query.signals;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes {@code signal_account_v1}. */
@Repository
class AccountSightingRepository {
    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    AccountSightingRepository(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    AccountSightings read(Collection<AccountSighting.Key> keys) {
        return new AccountSightings(jdbc.sql("""
                        SELECT a.* FROM unnest(?::uuid[], ?::text[]) AS k (account_id, network)
                        JOIN signal_account_v1 a USING (account_id, network)""")
                .params(
                        keys.stream().map(AccountSighting.Key::accountId).toArray(UUID[]::new),
                        keys.stream().map(AccountSighting.Key::network).toArray(String[]::new))
                .query((row, number) -> new AccountSighting(
                        new AccountSighting.Key(row.getObject("account_id", UUID.class), row.getString("network")),
                        row.getLong("first_position"),
                        row.getTimestamp("first_at").toInstant()))
                .list());
    }

    void add(List<AccountSighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        batches.update("""
                INSERT INTO signal_account_v1 (account_id, network, first_position, first_at)
                SELECT account_id::uuid, network, first_position, first_at::timestamptz
                FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[])
                     AS a (account_id, network, first_position, first_at)
                ON CONFLICT DO NOTHING""", statement -> {
            new SqlArrays<>(statement, sightings)
                    .texts(one -> one.key().accountId())
                    .texts(one -> one.key().network())
                    .numbers(AccountSighting::firstPosition)
                    .texts(AccountSighting::firstAt);
        });
    }
}
