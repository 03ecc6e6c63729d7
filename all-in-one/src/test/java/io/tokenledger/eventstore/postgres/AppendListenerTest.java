package io.tokenledger.eventstore.postgres;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.SharedPostgres;
import io.tokenledger.allinone.harness.TcpProxy;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AppendListenerTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private int sent;

    /** A connection that only listens gets no error when it breaks silently. */
    @Test
    void a_line_that_dies_without_a_word_is_replaced() throws SQLException {
        HikariDataSource known = ledger.bean(DataSource.class).unwrap(HikariDataSource.class);
        Map<String, String> database = SharedPostgres.databaseOf(LedgerUnderTest.newDirectory());
        URI store = URI.create(database.get("spring.datasource.url").substring("jdbc:".length()));
        try (TcpProxy line = new TcpProxy(store.getPort())) {
            HikariConfig through = new HikariConfig();
            known.copyStateTo(through);
            through.setPoolName("listener-under-test");
            through.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + line.port() + store.getPath());
            through.setUsername(database.get("spring.datasource.username"));
            through.setPassword(database.get("spring.datasource.password"));
            through.setSchema(null);
            through.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(through)) {
                AtomicInteger heard = new AtomicInteger();
                AppendListener listener = new AppendListener(RequestDeadline.wrap(pool), heard::incrementAndGet);
                listener.start();
                try {
                    awaitHeard(heard, database);
                    line.dropConnections();
                    awaitHeard(heard, database);
                } finally {
                    listener.stop();
                }
            }
        }
    }

    /** Waits for more calls than the earlier notifications can explain. */
    private void awaitHeard(AtomicInteger heard, Map<String, String> database) throws SQLException {
        int before = sent;
        try (Connection direct = DriverManager.getConnection(
                        database.get("spring.datasource.url"),
                        database.get("spring.datasource.username"),
                        database.get("spring.datasource.password"));
                Statement statement = direct.createStatement()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                statement.execute("NOTIFY ledger_appended");
                sent++;
                return heard.get() > before;
            });
        }
    }
}
