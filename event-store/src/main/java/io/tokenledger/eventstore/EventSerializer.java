package io.tokenledger.eventstore;

import io.tokenledger.events.Alphabet;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.StoredAs;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON under their stored names, so that Java classes may move while the store does not change.
 *
 * <p>An event of a name that this build does not know stops its reader: to skip it in silence would make a read model
 * wrong without anybody noticing.
 */
public final class EventSerializer extends JacksonSerializer {
    private EventSerializer(Builder builder) {
        super(builder);
    }

    /** The one way in which events are written, for whoever writes them past Axon. */
    public static EventSerializer create() {
        return new EventSerializer(JacksonSerializer.builder().objectMapper(LedgerJson.mapper()));
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null || !LedgerEvent.class.isAssignableFrom(type)) {
            return super.typeForClass(type);
        }
        StoredAs stored = Alphabet.storedAs(type);
        return new SimpleSerializedType(stored.value(), stored.revision());
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public Class classForType(SerializedType type) {
        Class<? extends LedgerEvent> event = Alphabet.byStoredName().get(type.getName());
        if (event == null) {
            if (type.getName().contains(".") && !isJavaClass(type.getName())) {
                throw unknown(type);
            }
            return super.classForType(type);
        }
        if (!Alphabet.storedAs(event).revision().equals(type.getRevision())) {
            throw unknown(type);
        }
        return event;
    }

    /** Metadata and deadlines pass through here too, under the names of their classes. */
    private static boolean isJavaClass(String name) {
        return name.startsWith("java.") || name.startsWith("org.axonframework.");
    }

    private static SerializationException unknown(SerializedType type) {
        return new SerializationException(
                "This build does not know the event '%s' of revision '%s'. Start the build that wrote it, or a newer one."
                        .formatted(type.getName(), type.getRevision()));
    }
}
