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
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AppendListenerTest {
    private static final AppendingConnections NONE = new AppendingConnections();

    private int sent;

    @Test
    void an_append_wakes_the_readers_of_every_process() {
        TestDatabase events = TestDatabase.of("events");
        EventStorageEngine elsewhere = new EventStoreUnderTest(events).bean(EventStorageEngine.class);
        AtomicInteger changes = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        AppendListener listener = new AppendListener(
                RequestDeadline.wrap(events.pool()), NONE, changes::incrementAndGet, heard::incrementAndGet);
        listener.start();
        try {
            await().until(() -> {
                elsewhere.appendEvents(List.of(GenericEventMessage.asEventMessage(ScriptUse.at(Instant.now()))));
                return heard.get() > 0;
            });
            assertThat(changes.get()).isZero();

            elsewhere.appendEvents(List.of(change()));
            await().until(() -> changes.get() > 0);
        } finally {
            listener.stop();
        }
    }

    @Test
    void a_change_of_the_own_process_is_no_change_of_another() {
        TestDatabase events = TestDatabase.of("events");
        EventStoreUnderTest here = new EventStoreUnderTest(events);
        TransactionTemplate transaction = new TransactionTemplate(here.bean(PlatformTransactionManager.class));
        AtomicInteger changes = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        AppendListener listener = new AppendListener(
                RequestDeadline.wrap(events.pool()),
                here.bean(AppendingConnections.class),
                changes::incrementAndGet,
                heard::incrementAndGet);
        listener.start();
        try {
            await().until(() -> {
                transaction.executeWithoutResult(
                        begun -> here.bean(EventStorageEngine.class).appendEvents(List.of(change())));
                return heard.get() > 0;
            });
            assertThat(changes.get()).isZero();
        } finally {
            listener.stop();
        }
    }

    private static EventMessage<?> change() {
        return GenericEventMessage.asEventMessage(new AccountActivated(UUID.randomUUID()));
    }

    /** A connection that only listens gets no error when it breaks silently. */
    @Test
    void a_connection_that_breaks_silently_is_replaced() {
        TestDatabase database = TestDatabase.empty();
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
                        new AppendListener(RequestDeadline.wrap(pool), NONE, () -> {}, heard::incrementAndGet);
                listener.start();
                try {
                    awaitNotification(database, heard);
                    proxy.dropConnections();
                    awaitNotification(database, heard);
                } finally {
                    listener.stop();
                }
            }
        }
    }

    /** Waits for more calls than the earlier notifications can explain. */
    private void awaitNotification(TestDatabase database, AtomicInteger heard) {
        int before = sent;
        await().until(() -> {
            database.template().execute("NOTIFY ledger_appended");
            sent++;
            return heard.get() > before;
        });
    }
}
