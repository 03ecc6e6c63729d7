package io.tokenledger.eventstore.personaldata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.PersonalText;
import io.tokenledger.eventstore.personaldata.PersonalFields.PersonalField;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the personal texts of an event into one field, {@code "personal": {"key": ..., "value": ...}}, and restores
 * them. {@code key} is the id of the subject key, {@code value} the ciphertext in Base64.
 */
public final class PersonalDataCodec {
    /** Name of the field. */
    public static final String FIELD = "personal";

    private static final String KEY = "key";
    private static final String VALUE = "value";

    /** The ciphertext of texts about an erased account, which are not stored. */
    static final String NOTHING = "";

    private final ObjectMapper json;
    private final SubjectKeys keys;

    public PersonalDataCodec(ObjectMapper json, SubjectKeys keys) {
        this.json = json;
        this.keys = keys;
    }

    /** Whether events of this type have personal texts. */
    public boolean hasPersonalData(Class<? extends LedgerEvent> type) {
        return !PersonalFields.of(type).isEmpty();
    }

    /** Replaces the personal texts in the JSON form of the event by their ciphertext. */
    public void seal(LedgerEvent event, ObjectNode tree) {
        UUID subject = event.dataSubject();
        seal(
                event.getClass(),
                subject,
                EventTypes.storedAs(event.getClass()).value(),
                tree,
                () -> event instanceof CountedEvent counted
                        ? keys.forWriting(subject, counted.last())
                        : keys.forWriting(subject));
    }

    /** The same for the state of an aggregate with a {@link PersonalState}. The ciphertext is bound to its class. */
    public void sealState(Class<?> type, ObjectNode tree) {
        String field = type.getAnnotation(PersonalState.class).subject();
        UUID subject = UUID.fromString(tree.required(field).asText());
        seal(type, subject, type.getName(), tree, () -> keys.forWriting(subject));
    }

    private void seal(
            Class<?> type,
            @Nullable UUID subject,
            String context,
            ObjectNode tree,
            Supplier<Optional<SubjectKey>> keyOfSubject) {
        ObjectNode personal = json.createObjectNode();
        for (PersonalField field : PersonalFields.of(type)) {
            if (parent(tree, field) instanceof ObjectNode parent) {
                JsonNode text = parent.remove(field.name());
                if (text != null) {
                    personal.set(field.path(), text);
                }
            }
        }
        if (personal.isEmpty()) {
            return;
        }
        Optional<SubjectKey> key = keyOfSubject.get();
        tree.putObject(FIELD)
                .put(KEY, key.map(SubjectKey::id).orElseGet(() -> String.valueOf(subject)))
                .put(
                        VALUE,
                        key.map(usable -> encrypt(personal, usable, context)).orElse(NOTHING));
    }

    /** Restores the personal texts in the JSON form of an event. Texts without a key become placeholders. */
    public void open(Class<? extends LedgerEvent> type, ObjectNode tree) {
        open(type, EventTypes.storedAs(type).value(), tree);
    }

    /** The same for the state of an aggregate. */
    public void openState(Class<?> type, ObjectNode tree) {
        open(type, type.getName(), tree);
    }

    private void open(Class<?> type, String context, ObjectNode tree) {
        JsonNode stored = tree.remove(FIELD);
        if (stored == null) {
            return;
        }
        Decrypted decrypted =
                decrypt(stored.path(KEY).asText(), stored.path(VALUE).asText(), context);
        for (PersonalField field : PersonalFields.of(type)) {
            if (parent(tree, field) instanceof ObjectNode parent) {
                JsonNode text = decrypted.texts() == null
                        ? placeholder(field, decrypted.placeholder())
                        : decrypted.texts().get(field.path());
                if (text != null) {
                    parent.set(field.name(), text);
                }
            }
        }
    }

    /**
     * Decrypted texts.
     *
     * @param texts texts by path; null if there is no key for them
     * @param placeholder the text to show instead
     */
    record Decrypted(@Nullable ObjectNode texts, String placeholder) {}

    String encrypt(ObjectNode texts, SubjectKey key, String context) {
        try {
            byte[] stored = AesGcm.encrypt(key.key(), json.writeValueAsBytes(texts), context);
            return Base64.getEncoder().withoutPadding().encodeToString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Personal texts could not be written.", e);
        }
    }

    Decrypted decrypt(String keyId, String value, String context) {
        return switch (keys.find(keyId)) {
            case StoredKey.Destroyed destroyed -> new Decrypted(null, PersonalText.ERASED);
            case StoredKey.Unknown unknown -> new Decrypted(null, PersonalText.UNREADABLE);
            case StoredKey.Usable usable ->
                new Decrypted(
                        bytes(value)
                                .flatMap(stored -> AesGcm.decrypt(usable.key(), stored, context))
                                .map(this::read)
                                .orElse(null),
                        PersonalText.UNREADABLE);
        };
    }

    SubjectKeys keys() {
        return keys;
    }

    ObjectMapper json() {
        return json;
    }

    private ObjectNode read(byte[] plain) {
        try {
            return (ObjectNode) json.readTree(plain);
        } catch (IOException e) {
            throw new IllegalStateException("Decrypted personal texts are not JSON.", e);
        }
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException changed) {
            return Optional.empty();
        }
    }

    private JsonNode placeholder(PersonalField field, String text) {
        return field.isMap()
                ? json.createObjectNode().put(text, text)
                : json.getNodeFactory().textNode(text);
    }

    private static @Nullable JsonNode parent(ObjectNode tree, PersonalField field) {
        JsonNode node = tree;
        for (String name : field.parents()) {
            node = node == null ? null : node.get(name);
        }
        return node;
    }
}
