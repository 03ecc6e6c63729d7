package io.tokenledger.eventstore.personaldata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec.Decrypted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the personal texts in the metadata of events, and restores them.
 *
 * <p>Address and user agent describe the actor, so the actor's key encrypts them, or that of the event's month if the
 * actor is not known. A reason is text about the account that the event is about, so that account's key encrypts it; or
 * the actor's, if the event is about no account.
 */
public final class MetadataCodec {
    private static final String PERSONAL = PersonalDataCodec.FIELD;
    private static final String PERSONAL_REASON = "personalReason";
    private static final List<String> OF_ACTOR = List.of(EventMetadata.IP, EventMetadata.USER_AGENT);
    private static final char SEPARATOR = ' ';

    /** Finds the key for new texts about a subject; empty if the subject was erased. */
    private interface KeyOfSubject {
        Optional<SubjectKey> of(@Nullable UUID subject);
    }

    private final PersonalDataCodec codec;
    private final boolean encrypts;

    /** @param encrypts whether it encrypts the metadata of new events; it always decrypts */
    public MetadataCodec(PersonalDataCodec codec, boolean encrypts) {
        this.codec = codec;
        this.encrypts = encrypts;
    }

    /** The same event with encrypted personal texts in its metadata. */
    public EventMessage<?> seal(EventMessage<?> event) {
        MetaData plain = event.getMetaData();
        return encrypts && hasPersonalData(plain)
                ? event.withMetaData(seal(
                        plain,
                        event.getPayload(),
                        event.getIdentifier(),
                        subject -> codec.keys().forWriting(subject, event.getTimestamp())))
                : event;
    }

    /**
     * The metadata of an event with encrypted personal texts, whether or not new events are encrypted. Texts about no
     * known account get the key of the current month.
     */
    public MetaData seal(MetaData plain, Object event, String eventId) {
        return seal(plain, event, eventId, codec.keys()::forWriting);
    }

    private MetaData seal(MetaData plain, Object event, String eventId, KeyOfSubject keys) {
        Map<String, Object> sealed = new HashMap<>(plain);
        ObjectNode ofActor = codec.json().createObjectNode();
        ObjectNode reason = codec.json().createObjectNode();
        OF_ACTOR.forEach(name -> move(sealed, name, ofActor));
        UUID actor = actor(plain);
        UUID subject = event instanceof LedgerEvent payload ? payload.dataSubject() : null;
        move(sealed, EventMetadata.REASON, reason);
        put(sealed, PERSONAL, ofActor, actor, eventId, keys);
        put(sealed, PERSONAL_REASON, reason, subject == null ? actor : subject, eventId, keys);
        return MetaData.from(sealed);
    }

    /** Whether this metadata has encrypted texts. */
    static boolean isSealed(MetaData stored) {
        return stored.containsKey(PERSONAL) || stored.containsKey(PERSONAL_REASON);
    }

    /** The metadata with its personal texts, or with placeholders for them. */
    public MetaData open(MetaData stored, String eventId) {
        Map<String, Object> opened = new HashMap<>(stored);
        open(opened, PERSONAL, OF_ACTOR, eventId);
        open(opened, PERSONAL_REASON, List.of(EventMetadata.REASON), eventId);
        return MetaData.from(opened);
    }

    private static boolean hasPersonalData(MetaData plain) {
        return plain.containsKey(EventMetadata.REASON) || OF_ACTOR.stream().anyMatch(plain::containsKey);
    }

    private static void move(Map<String, Object> from, String name, ObjectNode to) {
        if (from.remove(name) instanceof String text) {
            to.put(name, text);
        }
    }

    private void put(
            Map<String, Object> sealed,
            String name,
            ObjectNode texts,
            @Nullable UUID subject,
            String eventId,
            KeyOfSubject keys) {
        if (!texts.isEmpty()) {
            Optional<SubjectKey> key = keys.of(subject);
            sealed.put(
                    name,
                    key.map(SubjectKey::id).orElseGet(() -> String.valueOf(subject))
                            + SEPARATOR
                            + key.map(usable -> codec.encrypt(texts, usable, eventId))
                                    .orElse(PersonalDataCodec.NOTHING));
        }
    }

    private void open(Map<String, Object> opened, String name, List<String> expected, String eventId) {
        if (opened.remove(name) instanceof String stored) {
            int end = stored.indexOf(SEPARATOR);
            Decrypted decrypted =
                    codec.decrypt(stored.substring(0, Math.max(end, 0)), stored.substring(end + 1), eventId);
            if (decrypted.texts() == null) {
                expected.forEach(text -> opened.put(text, decrypted.placeholder()));
            } else {
                decrypted
                        .texts()
                        .properties()
                        .forEach(text ->
                                opened.put(text.getKey(), text.getValue().asText()));
            }
        }
    }

    private static @Nullable UUID actor(MetaData plain) {
        return plain.get(EventMetadata.ACTOR_ACCOUNT_ID) instanceof String id ? UUID.fromString(id) : null;
    }
}
