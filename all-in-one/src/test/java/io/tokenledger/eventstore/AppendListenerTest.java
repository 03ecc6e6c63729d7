package io.tokenledger.eventstore;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Line;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AppendListenerTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private int sent;

    /** Who only listens is not told by anybody. */
    @Test
    void a_line_that_dies_without_a_word_is_replaced() throws SQLException {
        HikariDataSource known = ledger.bean(DataSource.class).unwrap(HikariDataSource.class);
        URI store = URI.create(known.getJdbcUrl().substring("jdbc:".length()));
        try (Line line = new Line(store.getPort())) {
            HikariConfig through = new HikariConfig();
            known.copyStateTo(through);
            through.setPoolName("listener-under-test");
            through.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + line.port() + store.getPath());
            through.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(through)) {
                AtomicInteger heard = new AtomicInteger();
                AppendListener listener = new AppendListener(Patience.limiting(pool), heard::incrementAndGet);
                listener.start();
                try {
                    awaitHeard(heard);
                    line.forget();
                    awaitHeard(heard);
                } finally {
                    listener.stop();
                }
            }
        }
    }

    /** More often than all that was sent before can account for. */
    private void awaitHeard(AtomicInteger heard) {
        int before = sent;
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            ledger.jdbc().execute("NOTIFY ledger_appended");
            sent++;
            return heard.get() > before;
        });
    }
}
