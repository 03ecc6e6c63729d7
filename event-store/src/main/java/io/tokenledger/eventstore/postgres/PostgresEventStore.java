package io.tokenledger.eventstore.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Axon's event store with two changes. Its readers can be woken when another process has appended. And it appends after its
 * subscribers have written their tables, while Axon appends first.
 *
 * <p>An append takes the lock on positions, which every other append waits for until the commit. Taken last, that lock is
 * never held by a transaction that waits for a row: commands cannot deadlock over it, and a command that waits for a row
 * delays no command about other rows.
 */
final class PostgresEventStore extends EmbeddedEventStore {
    private static final String STAGED = PostgresEventStore.class.getName();

    private final Set<Consumer<List<? extends EventMessage<?>>>> subscribers = new CopyOnWriteArraySet<>();

    PostgresEventStore(Builder builder) {
        super(builder);
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        subscribers.forEach(subscriber -> subscriber.accept(events));
        if (CurrentUnitOfWork.isStarted()) {
            staged(CurrentUnitOfWork.get().root()).addAll(events);
        } else {
            storageEngine().appendEvents(events);
        }
    }

    /** Commit handlers run from the last registered to the first, so the append comes before the transaction's commit. */
    private List<EventMessage<?>> staged(UnitOfWork<?> root) {
        return root.getOrComputeResource(STAGED, key -> {
            List<EventMessage<?>> events = new ArrayList<>();
            root.onCommit(committing -> storageEngine().appendEvents(events));
            return events;
        });
    }

    /** Makes readers at the end look for new events now instead of within a second. */
    void wake() {
        afterCommit(List.of());
    }
}
