package io.tokenledger.eventstore.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.eventstore.serialization.EventJson;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class MetadataCodecTest {
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final UUID ADMIN = UUID.fromString("018f0000-0000-7000-8000-00000000000c");
    private static final TokenDeleted EVENT = new TokenDeleted(ADMIN, OWNER);
    private static final MetaData CAUSE = MetaData.from(Map.of(
            EventMetadata.ACTOR_ACCOUNT_ID, ADMIN.toString(),
            EventMetadata.IP, "192.0.2.1",
            EventMetadata.USER_AGENT, "Firefox",
            EventMetadata.REASON, "Jane has left",
            EventMetadata.CORRELATION_ID, "request-1"));

    private final FixedSubjectKeys keys = new FixedSubjectKeys();
    private final MetadataCodec codec = new MetadataCodec(new PersonalDataCodec(EventJson.mapper(), keys), true);

    private EventMessage<?> sealed(Object payload, MetaData cause) {
        return codec.seal(new GenericEventMessage<>(payload, cause));
    }

    @Test
    void the_stored_metadata_contains_no_personal_text_and_is_restored() {
        EventMessage<?> sealed = sealed(EVENT, CAUSE);

        assertThat(sealed.getMetaData().toString()).doesNotContain("192.0.2.1", "Firefox", "Jane");
        assertThat(sealed.getMetaData()).containsEntry(EventMetadata.CORRELATION_ID, "request-1");
        assertThat(codec.open(sealed.getMetaData(), sealed.getIdentifier())).isEqualTo(CAUSE);
    }

    @Test
    void a_reason_is_erased_with_the_account_that_it_is_about() {
        EventMessage<?> sealed = sealed(EVENT, CAUSE);
        keys.destroy(OWNER.toString());

        MetaData read = codec.open(sealed.getMetaData(), sealed.getIdentifier());
        assertThat(read).isEqualTo(CAUSE.and(EventMetadata.REASON, "erased"));
    }

    @Test
    void address_and_agent_are_erased_with_the_actor() {
        EventMessage<?> sealed = sealed(EVENT, CAUSE);
        keys.destroy(ADMIN.toString());

        MetaData read = codec.open(sealed.getMetaData(), sealed.getIdentifier());
        assertThat(read).isEqualTo(CAUSE.and(EventMetadata.IP, "erased").and(EventMetadata.USER_AGENT, "erased"));
    }

    @Test
    void a_reason_about_no_account_is_encrypted_with_the_key_of_the_actor() {
        EventMessage<?> sealed = sealed(new WorkspaceDescribed(OWNER, OWNER, "ml", null, null, true), CAUSE);
        keys.destroy(ADMIN.toString());

        assertThat(codec.open(sealed.getMetaData(), sealed.getIdentifier()))
                .containsEntry(EventMetadata.REASON, "erased");
    }

    @Test
    void a_ciphertext_that_was_moved_to_another_event_is_unreadable() {
        EventMessage<?> sealed = sealed(EVENT, CAUSE);

        assertThat(codec.open(sealed.getMetaData(), "another event"))
                .containsEntry(EventMetadata.IP, "unreadable")
                .containsEntry(EventMetadata.REASON, "unreadable");
    }

    @Test
    void while_older_processes_run_metadata_stays_in_clear() {
        MetadataCodec inClear = new MetadataCodec(new PersonalDataCodec(EventJson.mapper(), keys), false);
        EventMessage<?> event = new GenericEventMessage<>(EVENT, CAUSE);

        assertThat(inClear.seal(event)).isSameAs(event);
        EventMessage<?> sealed = sealed(EVENT, CAUSE);
        assertThat(inClear.open(sealed.getMetaData(), sealed.getIdentifier())).isEqualTo(CAUSE);
    }

    @Test
    void metadata_without_personal_texts_is_unchanged() {
        EventMessage<?> bare = new GenericEventMessage<>(EVENT, MetaData.with(EventMetadata.CORRELATION_ID, "r"));

        assertThat(codec.seal(bare)).isSameAs(bare);
        assertThat(MetadataCodec.isSealed(bare.getMetaData())).isFalse();
    }
}
