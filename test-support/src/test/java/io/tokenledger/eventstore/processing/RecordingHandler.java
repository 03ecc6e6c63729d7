package io.tokenledger.eventstore.processing;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.eventstore.EventPositions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records in which transaction it handles each event, and writes a row for it. */
final class RecordingHandler implements EventHandlerInvoker {
    private final String name;
    private final JdbcClient jdbc;
    private final Set<Class<?>> types;
    final Map<Long, String> transactions = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<Long> handled = new ConcurrentLinkedQueue<>();
    volatile boolean fails;

    RecordingHandler(String name, JdbcClient jdbc, Class<?>... types) {
        this.name = name;
        this.jdbc = jdbc;
        this.types = types.length == 0 ? Set.of(AccountActivated.class, AccountDeactivated.class) : Set.of(types);
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        return canHandleType(event.getPayloadType());
    }

    @Override
    public boolean canHandleType(Class<?> type) {
        return types.contains(type);
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) {
        long position = EventPositions.of(((TrackedEventMessage<?>) event).trackingToken());
        handled.add(position);
        if (fails) {
            throw new IllegalStateException(name + " cannot apply the event at " + position);
        }
        jdbc.sql("INSERT INTO events.handled_" + name + " (position) VALUES (?)")
                .param(position)
                .update();
        transactions.put(
                position,
                jdbc.sql("SELECT pg_current_xact_id()::text")
                        .query(String.class)
                        .single());
    }

    List<Long> rows() {
        return jdbc.sql("SELECT position FROM events.handled_" + name + " ORDER BY position")
                .query(Long.class)
                .list();
    }

    @Override
    public boolean supportsReset() {
        return true;
    }

    @Override
    public void performReset() {}

    @Override
    public <R> void performReset(@Nullable R context) {}
}
