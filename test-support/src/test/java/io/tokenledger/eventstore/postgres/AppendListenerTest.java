package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.ScriptUse;
import io.tokenledger.testsupport.TcpProxy;
import io.tokenledger.testsupport.TestDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

class AppendListenerTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestDatabase events = TestDatabase.of("events");
    private int sent;

    @Test
    void an_append_wakes_the_readers_of_every_process() {
        EventStorageEngine elsewhere = new EventStoreUnderTest(events).bean(EventStorageEngine.class);
        AtomicInteger changes = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        AppendListener listener = new AppendListener(
                RequestDeadline.wrap(events.pool()), changes::incrementAndGet, heard::incrementAndGet);
        listener.start();
        try {
            await().until(() -> {
                elsewhere.appendEvents(List.of(GenericEventMessage.asEventMessage(ScriptUse.at(Instant.now()))));
                return heard.get() > 0;
            });
            assertThat(changes.get()).isZero();

            elsewhere.appendEvents(
                    List.of(GenericEventMessage.asEventMessage(new AccountActivated(UUID.randomUUID()))));
            await().until(() -> changes.get() > 0);
        } finally {
            listener.stop();
        }
    }

    /** A connection that only listens gets no error when it breaks silently. */
    @Test
    void a_connection_that_breaks_silently_is_replaced() {
        URI store = URI.create(database.pool().getJdbcUrl().substring("jdbc:".length()));
        try (TcpProxy proxy = new TcpProxy(store.getPort())) {
            HikariConfig through = new HikariConfig();
            database.pool().copyStateTo(through);
            through.setPoolName("listener-under-test");
            through.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + proxy.port() + store.getPath());
            through.setConnectionTimeout(3_000);
            through.setValidationTimeout(1_000);
            try (HikariDataSource pool = new HikariDataSource(through)) {
                AtomicInteger heard = new AtomicInteger();
                AppendListener listener =
                        new AppendListener(RequestDeadline.wrap(pool), () -> {}, heard::incrementAndGet);
                listener.start();
                try {
                    awaitNotification(heard);
                    proxy.dropConnections();
                    awaitNotification(heard);
                } finally {
                    listener.stop();
                }
            }
        }
    }

    /** Waits for more calls than the earlier notifications can explain. */
    private void awaitNotification(AtomicInteger heard) {
        int before = sent;
        await().until(() -> {
            database.template().execute("NOTIFY ledger_appended");
            sent++;
            return heard.get() > before;
        });
    }
}
