package io.tokenledger.eventstore.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Axon's event store with two changes. An append of another process can wake its readers. And it appends after its
 * subscribers have written their tables, while Axon appends first.
 *
 * <p>An append takes the lock on positions, and all other appends wait for this lock until the commit. A transaction
 * takes it last, and so never waits for a row while it holds it. Commands therefore cannot deadlock over it, and a
 * command that waits for a row delays no command about other rows.
 */
final class PostgresEventStore extends EmbeddedEventStore {
    private static final String STAGED = PostgresEventStore.class.getName();

    private final Set<Consumer<List<? extends EventMessage<?>>>> subscribers = new CopyOnWriteArraySet<>();

    private final AtomicLong appends;

    private PostgresEventStore(Builder builder, AtomicLong appends) {
        super(builder.threadFactory(work -> new TailReader(work, appends)));
        this.appends = appends;
    }

    static PostgresEventStore create(Builder builder) {
        return new PostgresEventStore(builder, new AtomicLong());
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

    /** Commit handlers run in reverse order of registration, so the append comes before the transaction's commit. */
    private List<EventMessage<?>> staged(UnitOfWork<?> root) {
        return root.getOrComputeResource(STAGED, key -> {
            List<EventMessage<?>> events = new ArrayList<>();
            root.onCommit(committing -> storageEngine().appendEvents(events));
            return events;
        });
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        appends.incrementAndGet();
        super.afterCommit(events);
    }

    /** Makes readers at the end look for new events at once instead of within a second. */
    void wake() {
        afterCommit(List.of());
    }
}
