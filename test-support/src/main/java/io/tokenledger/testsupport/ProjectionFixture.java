package io.tokenledger.testsupport;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Given events, then rows: applies events to projections as an event processor does, and reads the rows that they
 * write. The events have the positions 1, 2, 3 and so on.
 */
public final class ProjectionFixture {
    private final TestDatabase database;
    private final List<AnnotationEventHandlerAdapter> projections;
    private final Map<Object, Long> nextVersions = new HashMap<>();
    private List<? extends TrackedEventMessage<?>> lastBatch = List.of();
    private Map<String, String> metadata = Map.of();
    private Instant at = Instant.parse("2026-01-01T00:00:00Z");
    private long position;

    public ProjectionFixture(TestDatabase database, Object... projections) {
        this.database = database;
        this.projections = Arrays.stream(projections)
                .map(AnnotationEventHandlerAdapter::new)
                .toList();
    }

    /** Sets the time at which the following events are recorded. */
    public ProjectionFixture at(Instant instant) {
        this.at = instant;
        return this;
    }

    /** Sets the metadata of the following events: their actor, origin and request. */
    public ProjectionFixture causedBy(Map<String, String> cause) {
        this.metadata = cause;
        return this;
    }

    /** The position of the last event; 0 before the first. */
    public long position() {
        return position;
    }

    /**
     * Applies events as one batch. Events with an equal first component, the id of their aggregate, have the sequence
     * numbers 0, 1, 2 and so on.
     */
    public ProjectionFixture given(Object... events) {
        return apply(Arrays.stream(events).map(this::recorded).toList());
    }

    /** Applies the last batch again, as a processor does if its progress was not stored. */
    public ProjectionFixture redeliver() {
        return apply(lastBatch);
    }

    /** Applies events of a store as one batch. */
    public ProjectionFixture apply(List<? extends TrackedEventMessage<?>> batch) {
        lastBatch = batch;
        BatchingUnitOfWork<TrackedEventMessage<?>> unitOfWork = new BatchingUnitOfWork<>(List.copyOf(batch));
        unitOfWork.attachTransaction(new SpringTransactionManager(database.transactions()));
        unitOfWork
                .executeWithResult(
                        () -> {
                            for (AnnotationEventHandlerAdapter projection : projections) {
                                if (projection.canHandle(unitOfWork.getMessage())) {
                                    projection.handle(unitOfWork.getMessage());
                                }
                            }
                            return null;
                        },
                        RollbackConfigurationType.ANY_THROWABLE)
                .getPayload(); // throws what a projection has thrown
        return this;
    }

    /**
     * The rows that the statement selects. Times are instants, arrays are lists, and values of other types of
     * PostgreSQL are texts.
     */
    public List<Map<String, @Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        return database.template().query(sql, (row, number) -> columns(row), parameters);
    }

    private static Map<String, @Nullable Object> columns(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.put(row.getMetaData().getColumnLabel(i), plain(row.getObject(i)));
        }
        return columns;
    }

    private TrackedEventMessage<?> recorded(Object event) {
        position++;
        Object aggregate = aggregateOf(event);
        long version = nextVersions.merge(aggregate, 1L, Long::sum) - 1;
        return new GenericTrackedDomainEventMessage<>(
                GapAwareTrackingToken.newInstance(position, Set.of()),
                new GenericDomainEventMessage<>(
                        "Aggregate",
                        aggregate.toString(),
                        version,
                        event,
                        metadata,
                        UUID.randomUUID().toString(),
                        at));
    }

    private static Object aggregateOf(Object event) {
        try {
            Object id = event.getClass().getRecordComponents()[0].getAccessor().invoke(event);
            return Objects.requireNonNullElse(id, event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("The first component of this event is not accessible: " + event, e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case Timestamp time -> time.toInstant();
            case Array array -> Arrays.asList((Object[]) array.getArray());
            case PGobject other -> other.getValue();
            default -> value;
        };
    }
}
