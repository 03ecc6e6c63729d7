package io.tokenledger.eventstore.serialization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.PersonalState;
import java.io.IOException;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes snapshots as JSON. The personal texts of a {@link PersonalState} are encrypted, as those of events are. Such
 * snapshots have a revision; those in clear have none, and are still read.
 */
public final class SnapshotSerializer extends JacksonSerializer {
    private static final String ENCRYPTED = "2";

    private final PersonalDataCodec personalData;
    private final boolean encrypts;

    /** @param encrypts whether it encrypts new snapshots; it always decrypts */
    public SnapshotSerializer(PersonalDataCodec personalData, boolean encrypts) {
        super(JacksonSerializer.builder().objectMapper(EventJson.mapper()));
        this.personalData = personalData;
        this.encrypts = encrypts;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(@Nullable Class type) {
        return type != null && encrypts && isPersonal(type)
                ? new SimpleSerializedType(type.getName(), ENCRYPTED)
                : super.typeForClass(type);
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        if (!encrypts || object == null || !isPersonal(object.getClass())) {
            return super.serialize(object, representation);
        }
        ObjectNode tree = getObjectMapper().valueToTree(object);
        personalData.sealState(object.getClass(), tree);
        T data = getConverter().convert(tree.toString(), String.class, representation);
        return new SimpleSerializedObject<>(data, representation, typeForClass(object.getClass()));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon declares it
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        Class<?> type = classForType(stored.getType());
        return isPersonal(type) ? (T) open(stored, type) : super.deserialize(stored);
    }

    private static boolean isPersonal(Class<?> type) {
        return type.isAnnotationPresent(PersonalState.class);
    }

    private Object open(SerializedObject<?> stored, Class<?> type) {
        String text = getConverter().convert(stored, String.class).getData();
        try {
            ObjectNode tree = (ObjectNode) getObjectMapper().readTree(text);
            personalData.openState(type, tree);
            return getReader(type).readValue(tree);
        } catch (IOException e) {
            throw new SerializationException("A snapshot of " + type.getSimpleName() + " cannot be read.", e);
        }
    }
}
