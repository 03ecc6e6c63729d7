package io.tokenledger.eventstore.serialization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.StoredAs;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import java.io.IOException;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
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
    /** The revision of all events before personal texts were encrypted. */
    public static final String IN_CLEAR = "1";

    private static final String METADATA = MetaData.class.getName();

    private final @Nullable PersonalDataCodec personalData;
    private final @Nullable SubjectKeys keys;
    private final @Nullable UseEventCodec uses;
    private final boolean encrypts;

    private EventSerializer(ObjectMapper json, @Nullable SubjectKeys keys, boolean encrypts) {
        super(JacksonSerializer.builder().objectMapper(json));
        this.personalData = keys == null ? null : new PersonalDataCodec(EventJson.mapper(), keys);
        this.keys = keys;
        this.uses = keys == null ? null : new UseEventCodec(keys);
        this.encrypts = encrypts;
    }

    /** Creates a serializer that encrypts the personal texts of events with these keys, and decrypts them. */
    public static EventSerializer create(SubjectKeys keys) {
        return new EventSerializer(EventJson.mapper(), keys, true);
    }

    /**
     * Creates a serializer that decrypts personal texts with these keys, but writes revision 1, for a time in which
     * processes of an older build read the events too.
     */
    public static EventSerializer forOlderReaders(SubjectKeys keys) {
        return new EventSerializer(EventJson.mapper(), keys, false);
    }

    /** Creates a serializer that writes and reads events of revision 1, whose personal texts are in clear. */
    public static EventSerializer inClear() {
        return new EventSerializer(EventJson.mapper(), null, false);
    }

    /**
     * Creates a serializer that reads events of revision 1 and rejects a field that this build does not know. An event
     * that it has read can be written again without a loss.
     */
    public static EventSerializer inClearWithoutUnknownFields() {
        ObjectMapper strict = EventJson.mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return new EventSerializer(strict, null, false);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null || !LedgerEvent.class.isAssignableFrom(type)) {
            return super.typeForClass(type);
        }
        StoredAs stored = EventTypes.storedAs(type);
        return new SimpleSerializedType(stored.value(), encrypts ? stored.revision() : IN_CLEAR);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public Class classForType(SerializedType type) {
        Class<? extends LedgerEvent> event = EventTypes.byStoredName().get(type.getName());
        if (event == null) {
            if (METADATA.equals(type.getName())) { // each event has metadata, and the search for a class takes long
                return MetaData.class;
            }
            if (type.getName().contains(".") && !isJavaClass(type.getName())) {
                return UnknownEvent.class;
            }
            return super.classForType(type);
        }
        String revision = type.getRevision();
        return IN_CLEAR.equals(revision)
                        || EventTypes.storedAs(event).revision().equals(revision)
                ? event
                : UnknownEvent.class;
    }

    /** Axon also serializes metadata and deadlines here, under the names of their classes. */
    private static boolean isJavaClass(String name) {
        return name.startsWith("java.") || name.startsWith("org.axonframework.");
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        if (personalData == null
                || !encrypts
                || !(object instanceof LedgerEvent event)
                || !personalData.hasPersonalData(event.getClass())) {
            return super.serialize(object, representation);
        }
        ObjectNode tree = getObjectMapper().valueToTree(event);
        personalData.seal(event, tree);
        try {
            T data = getConverter().convert(getObjectMapper().writeValueAsString(tree), String.class, representation);
            return new SimpleSerializedObject<>(data, representation, typeForClass(event.getClass()));
        } catch (JsonProcessingException e) {
            throw new SerializationException(
                    "The event " + event.getClass().getSimpleName() + " cannot be written.", e);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon declares it
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        if (stored.getData() instanceof UseEventRow row && uses != null) {
            return (T) uses.decode(row);
        }
        if (stored.getData() instanceof MetaData metadata) { // of such a row
            return (T) metadata;
        }
        SerializedType type = stored.getType();
        Class<?> event = classForType(type);
        if (UnknownEvent.class.equals(event)) {
            return (T) new UnknownEvent(type.getName(), type.getRevision());
        }
        if (AccountErased.class.equals(event) && keys != null) {
            AccountErased erased = super.deserialize(stored);
            keys.invalidate(erased.accountId()); // a reader of later events no longer decrypts with a cached key
            return (T) erased;
        }
        if (UnattributedTextsErased.class.equals(event) && keys != null) {
            UnattributedTextsErased erased = super.deserialize(stored);
            keys.invalidateMonth(erased.month());
            return (T) erased;
        }
        return personalData == null
                        || !LedgerEvent.class.isAssignableFrom(event)
                        || !personalData.hasPersonalData(event.asSubclass(LedgerEvent.class))
                ? super.deserialize(stored)
                : (T) open(stored, event.asSubclass(LedgerEvent.class), personalData);
    }

    private LedgerEvent open(SerializedObject<?> stored, Class<? extends LedgerEvent> type, PersonalDataCodec keys) {
        String text = getConverter().convert(stored, String.class).getData();
        try {
            ObjectNode tree = (ObjectNode) getObjectMapper().readTree(text);
            keys.open(type, tree);
            return getReader(type).readValue(tree);
        } catch (IOException e) {
            throw new SerializationException("A stored " + stored.getType().getName() + " cannot be read.", e);
        }
    }
}
