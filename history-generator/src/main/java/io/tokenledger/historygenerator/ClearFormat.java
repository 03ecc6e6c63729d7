package io.tokenledger.historygenerator;

import io.tokenledger.eventstore.serialization.EventSerializer;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;

/** All events in one table, with personal texts in clear. */
final class ClearFormat implements EventFormat {
    private final EventSerializer serializer = EventSerializer.inClear();

    @Override
    public StoredRow row(GeneratedEvent event) {
        return row(event, serializer, MetaData.from(event.metadata()));
    }

    /** The row of an event in the table of all events but uses. */
    static StoredRow row(GeneratedEvent event, EventSerializer serializer, MetaData metadata) {
        SerializedObject<String> payload = serializer.serialize(event.event(), String.class);
        return StoredRow.ofOther(
                event.eventId().toString(),
                event.aggregateId(),
                Long.toString(event.sequence()),
                event.aggregateType(),
                DateTimeUtils.formatInstant(event.at()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                serializer.serialize(metadata, String.class).getData());
    }
}
