package io.tokenledger.eventstore.personaldata;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/** A stored event whose metadata is decrypted when a handler first reads it. Most handlers never do. */
final class OpenedEventRepresentation implements IntermediateEventRepresentation {
    private final IntermediateEventRepresentation stored;
    private final MetadataCodec codec;

    OpenedEventRepresentation(IntermediateEventRepresentation stored, MetadataCodec codec) {
        this.stored = stored;
        this.codec = codec;
    }

    @Override
    public LazyDeserializingObject<MetaData> getMetaData() {
        return new OpenedMetaData(stored.getMetaData(), stored.getMessageIdentifier(), codec);
    }

    @Override
    public <T> IntermediateEventRepresentation upcast(
            SerializedType outputType,
            Class<T> expectedRepresentationType,
            Function<T, T> upcastFunction,
            Function<MetaData, MetaData> metaDataUpcastFunction) {
        throw new UnsupportedOperationException("This is the last upcaster.");
    }

    @Override
    public SerializedType getType() {
        return stored.getType();
    }

    @Override
    public SerializedObject<?> getData() {
        return stored.getData();
    }

    @Override
    public <D> SerializedObject<D> getData(Class<D> requiredType) {
        return stored.getData(requiredType);
    }

    @Override
    public Class<?> getContentType() {
        return stored.getContentType();
    }

    @Override
    public String getMessageIdentifier() {
        return stored.getMessageIdentifier();
    }

    @Override
    public Optional<String> getAggregateType() {
        return stored.getAggregateType();
    }

    @Override
    public Optional<String> getAggregateIdentifier() {
        return stored.getAggregateIdentifier();
    }

    @Override
    public Optional<Long> getSequenceNumber() {
        return stored.getSequenceNumber();
    }

    @Override
    public Optional<TrackingToken> getTrackingToken() {
        return stored.getTrackingToken();
    }

    @Override
    public Instant getTimestamp() {
        return stored.getTimestamp();
    }

    @Override
    public boolean canConvertDataTo(Class<?> type) {
        return stored.canConvertDataTo(type);
    }
}
