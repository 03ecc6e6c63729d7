package io.tokenledger.eventstore.serialization;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.StoredAs;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON under their stored names, so that Java classes can move while the store does not change.
 *
 * <p>An event whose name or revision this build does not know is read as an {@link UnknownEvent}. It stops handlers
 * that may need it.
 */
public final class EventSerializer extends JacksonSerializer {
    private EventSerializer(Builder builder) {
        super(builder);
    }

    /** Creates the only serializer of events, also for code that writes events without Axon. */
    public static EventSerializer create() {
        return new EventSerializer(JacksonSerializer.builder().objectMapper(EventJson.mapper()));
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null || !LedgerEvent.class.isAssignableFrom(type)) {
            return super.typeForClass(type);
        }
        StoredAs stored = EventTypes.storedAs(type);
        return new SimpleSerializedType(stored.value(), stored.revision());
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public Class classForType(SerializedType type) {
        Class<? extends LedgerEvent> event = EventTypes.byStoredName().get(type.getName());
        if (event == null) {
            if (type.getName().contains(".") && !isJavaClass(type.getName())) {
                return UnknownEvent.class;
            }
            return super.classForType(type);
        }
        if (!EventTypes.storedAs(event).revision().equals(type.getRevision())) {
            return UnknownEvent.class;
        }
        return event;
    }

    /** Axon also serializes metadata and deadlines here, under the names of their classes. */
    private static boolean isJavaClass(String name) {
        return name.startsWith("java.") || name.startsWith("org.axonframework.");
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon declares it
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        SerializedType type = stored.getType();
        return UnknownEvent.class.equals(classForType(type))
                ? (T) new UnknownEvent(type.getName(), type.getRevision())
                : super.deserialize(stored);
    }
}
