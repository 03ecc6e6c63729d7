package io.tokenledger.eventstore.cleartext;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/** Computes the stored form of an event in clear as if it were appended today. For one thread. */
final class EventEncryptor {
    private final EventSerializer inClear = EventSerializer.inClearWithoutUnknownFields();
    private final UsedSubjectKeys keys;
    private final EventSerializer serializer;
    private final MetadataCodec codec;
    private final UseEventCodec uses;

    EventEncryptor(SubjectKeys keys) {
        this.keys = new UsedSubjectKeys(keys);
        this.serializer = EventSerializer.create(this.keys);
        this.codec = new MetadataCodec(new PersonalDataCodec(new ObjectMapper(), this.keys), true);
        this.uses = new UseEventCodec(this.keys);
    }

    /** The ids of the subject keys of all events since the last call. */
    Set<String> takeUsedKeys() {
        return keys.take();
    }

    /**
     * The event with encrypted personal texts. Position, id and type are the same.
     *
     * @throws UnreadableStoredEventException if the result would not say the same as the stored event
     */
    EncryptedEvent encrypt(StoredEvent stored) throws UnreadableStoredEventException {
        LedgerEvent event = payload(stored);
        MetaData metadata = metadata(stored);
        Optional<UseEventRow> row =
                uses.encode(stored.position(), stored.eventId(), stored.recordedAt(), event, metadata);
        return row.isPresent()
                ? moved(row.get(), stored, event, metadata)
                : new EncryptedEvent.Replaced(replaced(stored, event, metadata));
    }

    private EncryptedEvent moved(UseEventRow row, StoredEvent stored, LedgerEvent event, MetaData metadata)
            throws UnreadableStoredEventException {
        require(event.equals(uses.decode(row))
                && metadata.equals(UseEventCodec.metadata(row))
                && stored.recordedAt().equals(row.recordedAt())
                && stored.type().equals(UseEventCodec.type(row)));
        return new EncryptedEvent.Moved(row);
    }

    private StoredEvent replaced(StoredEvent stored, LedgerEvent event, MetaData metadata)
            throws UnreadableStoredEventException {
        SerializedObject<String> payload = serializer.serialize(event, String.class);
        MetaData sealed = codec.seal(metadata, event, stored.eventId());
        require(event.equals(serializer.deserialize(payload))
                && metadata.equals(codec.open(sealed, stored.eventId()))
                && stored.type().equals(payload.getType().getName()));
        return new StoredEvent(
                stored.position(),
                stored.eventId(),
                stored.recordedAt(),
                stored.type(),
                payload.getType().getRevision(),
                payload.getData(),
                serializer.serialize(sealed, String.class).getData());
    }

    private static void require(boolean isReadAsTheSame) throws UnreadableStoredEventException {
        if (!isReadAsTheSame) {
            throw new UnreadableStoredEventException("its encrypted form would be read as another event");
        }
    }

    private LedgerEvent payload(StoredEvent stored) throws UnreadableStoredEventException {
        if (read(new SimpleSerializedObject<>(stored.payload(), String.class, stored.type(), stored.revision()))
                instanceof LedgerEvent event) {
            return event;
        }
        throw new UnreadableStoredEventException("this build does not know its type");
    }

    private MetaData metadata(StoredEvent stored) throws UnreadableStoredEventException {
        if (read(new SerializedMetaData<>(stored.metadata(), String.class)) instanceof MetaData metadata) {
            return metadata;
        }
        throw new UnreadableStoredEventException("it has no metadata");
    }

    /** Reports the kind of a failure only, because the message of the JSON parser may quote a text of the event. */
    private @Nullable Object read(SerializedObject<String> stored) throws UnreadableStoredEventException {
        try {
            return inClear.deserialize(stored);
        } catch (RuntimeException unreadable) {
            Throwable cause = unreadable.getCause() == null ? unreadable : unreadable.getCause();
            throw new UnreadableStoredEventException(cause.getClass().getSimpleName());
        }
    }
}
