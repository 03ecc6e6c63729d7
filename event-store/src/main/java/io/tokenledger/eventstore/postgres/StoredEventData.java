package io.tokenledger.eventstore.postgres;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored. Axon's own class keeps the time as text, so it formats and parses each time again.
 *
 * @param type type of the aggregate; null for a use of a credential, which has none
 */
record StoredEventData(
        @Nullable String type,
        String aggregateId,
        long sequenceNumber,
        String eventId,
        Instant timestamp,
        SerializedObject<Object> payload,
        SerializedObject<Object> metaData)
        implements DomainEventData<Object> {
    static StoredEventData of(
            @Nullable String type,
            String aggregateId,
            long sequenceNumber,
            String eventId,
            Instant timestamp,
            String payloadType,
            @Nullable String revision,
            Object payload,
            Object metaData) {
        return new StoredEventData(
                type,
                aggregateId,
                sequenceNumber,
                eventId,
                timestamp,
                new SimpleSerializedObject<>(payload, classOf(payload), payloadType, revision),
                new SerializedMetaData<>(metaData, classOf(metaData)));
    }

    @SuppressWarnings("unchecked") // the class of an object is one of Object's subclasses
    private static Class<Object> classOf(Object value) {
        return (Class<Object>) value.getClass();
    }

    @Override
    public @Nullable String getType() {
        return type;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateId;
    }

    @Override
    public long getSequenceNumber() {
        return sequenceNumber;
    }

    @Override
    public String getEventIdentifier() {
        return eventId;
    }

    @Override
    public Instant getTimestamp() {
        return timestamp;
    }

    @Override
    public SerializedObject<Object> getPayload() {
        return payload;
    }

    @Override
    public SerializedObject<Object> getMetaData() {
        return metaData;
    }
}
