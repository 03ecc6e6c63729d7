package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Holds the row of an account, so that commands about it wait until this is closed. */
public final class AccountLock implements AutoCloseable {
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event <> 'advisory'";

    private final LedgerUnderTest ledger;
    private final Connection connection;

    private AccountLock(LedgerUnderTest ledger, Connection connection) {
        this.ledger = ledger;
        this.connection = connection;
    }

    public static AccountLock of(LedgerUnderTest ledger, String accountId) throws SQLException {
        Connection connection = ledger.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT FROM command_side.account WHERE account_id = ? FOR NO KEY UPDATE")) {
            lock.setObject(1, UUID.fromString(accountId));
            lock.execute();
        }
        return new AccountLock(ledger, connection);
    }

    /** Returns once so many transactions wait for rows. */
    public void awaitWaiting(int transactions) {
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> ledger.jdbc().queryForObject(WAITING, Long.class) >= transactions);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
