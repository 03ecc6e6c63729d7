package io.tokenledger.eventstore.cleartext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.eventstore.personaldata.FixedSubjectKeys;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.serialization.EventJson;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

/** One event in clear becomes the event that would be stored today. */
class EventEncryptorTest {
    private static final UUID TOKEN = UUID.fromString("018f0000-0000-7000-8000-00000000000a");
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final UUID ADMIN = UUID.fromString("018f0000-0000-7000-8000-00000000000c");
    private static final Instant AT = Instant.parse("2026-01-31T12:34:56.789Z");
    private static final String EVENT_ID = "018f0000-0000-7000-8000-0000000000e1";
    private static final TokenDescribed EVENT = new TokenDescribed(TOKEN, OWNER, "jane's laptop", "for the train");
    private static final MetaData CAUSE = MetaData.from(Map.of(
            EventMetadata.ACTOR_ACCOUNT_ID, ADMIN.toString(),
            EventMetadata.IP, "192.0.2.1",
            EventMetadata.REASON, "Jane has left",
            EventMetadata.CORRELATION_ID, "request-1"));

    private final FixedSubjectKeys keys = new FixedSubjectKeys();
    private final EventEncryptor encryptor = new EventEncryptor(keys);
    private final EventSerializer serializer = EventSerializer.create(keys);
    private final MetadataCodec codec = new MetadataCodec(new PersonalDataCodec(EventJson.mapper(), keys), true);

    private static StoredEvent stored(LedgerEvent event, MetaData metadata) {
        EventSerializer inClear = EventSerializer.inClear();
        SerializedObject<String> payload = inClear.serialize(event, String.class);
        return new StoredEvent(
                7,
                EVENT_ID,
                AT,
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                inClear.serialize(metadata, String.class).getData());
    }

    private static StoredEvent with(StoredEvent stored, String type, String payload) {
        return new StoredEvent(7, EVENT_ID, AT, type, stored.revision(), payload, stored.metadata());
    }

    @Test
    void the_result_contains_no_personal_text_and_is_read_as_the_same_event() throws Exception {
        StoredEvent encrypted = ((EncryptedEvent.Replaced) encryptor.encrypt(stored(EVENT, CAUSE))).event();

        assertThat(encrypted.payload()).doesNotContain("jane", "train");
        assertThat(encrypted.metadata()).contains("request-1").doesNotContain("192.0.2.1", "Jane");
        assertThat(encrypted.revision()).isEqualTo("2");
        assertThat(encrypted.position()).isEqualTo(7);
        Object payload = serializer.deserialize(
                new SimpleSerializedObject<>(encrypted.payload(), String.class, encrypted.type(), "2"));
        MetaData metadata = serializer.deserialize(new SerializedMetaData<>(encrypted.metadata(), String.class));
        assertThat(payload).isEqualTo(EVENT);
        assertThat(codec.open(metadata, EVENT_ID)).isEqualTo(CAUSE);
        assertThat(encryptor.takeUsedKeys()).containsExactlyInAnyOrder(OWNER.toString(), ADMIN.toString());
        assertThat(encryptor.takeUsedKeys()).isEmpty();
    }

    @Test
    void an_event_without_personal_texts_has_the_new_revision_too() throws Exception {
        TokenDeleted event = new TokenDeleted(TOKEN, OWNER);
        StoredEvent stored = stored(event, MetaData.with(EventMetadata.CORRELATION_ID, "request-1"));

        assertThat(encryptor.encrypt(stored))
                .isEqualTo(new EncryptedEvent.Replaced(
                        new StoredEvent(7, EVENT_ID, AT, stored.type(), "2", stored.payload(), stored.metadata())));
        assertThat(encryptor.takeUsedKeys()).isEmpty();
    }

    @Test
    void a_use_moves_to_the_table_of_uses() throws Exception {
        TokenUsed use = new TokenUsed(
                TOKEN,
                OWNER,
                1,
                Channel.BEARER,
                CredentialKind.API_KEY,
                null,
                "192.0.2.1",
                "jane's script",
                "GET /users/me",
                AT,
                AT,
                1,
                null);
        MetaData cause = MetaData.with(EventMetadata.CORRELATION_ID, "request-1");

        UseEventRow moved = ((EncryptedEvent.Moved) encryptor.encrypt(stored(use, cause))).row();

        assertThat(moved.position()).isEqualTo(7);
        assertThat(moved.recordedAt()).isEqualTo(AT);
        assertThat(new String(moved.personal(), StandardCharsets.ISO_8859_1)).doesNotContain("jane", "192.0.2.1");
        assertThat(new UseEventCodec(keys).decode(moved)).isEqualTo(use);
        assertThat(UseEventCodec.metadata(moved)).isEqualTo(cause);
        assertThat(encryptor.takeUsedKeys()).containsExactly(OWNER.toString());
    }

    @Test
    void an_event_with_a_field_of_another_build_is_not_written_without_it() {
        StoredEvent stored = stored(EVENT, CAUSE);
        String newer = stored.payload().replaceFirst("\\{", "{\"colour\":\"blue\",");

        assertThatThrownBy(() -> encryptor.encrypt(with(stored, stored.type(), newer)))
                .isInstanceOf(UnreadableStoredEventException.class)
                .hasMessage("UnrecognizedPropertyException");
    }

    @Test
    void an_event_that_cannot_be_read_is_reported_without_its_texts() {
        StoredEvent stored = stored(EVENT, CAUSE);

        assertThatThrownBy(() -> encryptor.encrypt(with(stored, "token.teleported", stored.payload())))
                .isInstanceOf(UnreadableStoredEventException.class)
                .hasMessage("this build does not know its type");
        String damaged = stored.payload().replace(TOKEN.toString(), "jane");
        assertThatThrownBy(() -> encryptor.encrypt(with(stored, stored.type(), damaged)))
                .isInstanceOf(UnreadableStoredEventException.class)
                .hasMessage("InvalidFormatException");
        assertThat(stored.toString()).isEqualTo("token.described at position 7");
    }
}
