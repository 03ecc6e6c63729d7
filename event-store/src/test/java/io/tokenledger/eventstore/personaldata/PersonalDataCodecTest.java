package io.tokenledger.eventstore.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.serialization.EventSerializer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class PersonalDataCodecTest {
    private static final UUID TOKEN = UUID.fromString("018f0000-0000-7000-8000-00000000000a");
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final TokenDescribed EVENT = new TokenDescribed(TOKEN, OWNER, "jane's laptop", null);

    private final FixedSubjectKeys keys = new FixedSubjectKeys();
    private final EventSerializer serializer = EventSerializer.create(keys);

    @Test
    void the_stored_form_contains_no_personal_text() {
        String stored = serializer.serialize(EVENT, String.class).getData();

        assertThat(stored).contains(TOKEN.toString(), OWNER.toString()).doesNotContain("jane", "name", "description");
        assertThat(serializer.serialize(EVENT, String.class).getData())
                .as("a new nonce for each event")
                .isNotEqualTo(stored);
    }

    @Test
    void the_texts_of_a_subject_whose_key_is_destroyed_are_erased() {
        SerializedObject<String> stored = serializer.serialize(EVENT, String.class);
        keys.destroy(OWNER.toString());

        TokenDescribed read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(new TokenDescribed(TOKEN, OWNER, "erased", "erased"));
    }

    @Test
    void a_new_text_about_an_erased_subject_is_not_stored() {
        keys.destroy(OWNER.toString());
        SerializedObject<String> stored = serializer.serialize(EVENT, String.class);

        assertThat(stored.getData()).contains("\"value\":\"\"").doesNotContain("jane");
        TokenDescribed read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(new TokenDescribed(TOKEN, OWNER, "erased", "erased"));
    }

    @Test
    void the_texts_of_a_subject_whose_key_is_lost_are_unreadable() {
        SerializedObject<String> stored = serializer.serialize(EVENT, String.class);
        keys.lose(OWNER.toString());

        TokenDescribed read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(new TokenDescribed(TOKEN, OWNER, "unreadable", "unreadable"));
    }

    @Test
    void an_erased_map_has_one_entry() {
        SerializedObject<String> stored =
                serializer.serialize(new AuditRead("entries", Map.of("ip", "192.0.2.1")), String.class);
        assertThat(stored.getData()).contains(FixedSubjectKeys.MONTH).doesNotContain("192.0.2.1", "filters");
        keys.destroy(FixedSubjectKeys.MONTH);

        AuditRead read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(new AuditRead("entries", Map.of("erased", "erased")));
    }

    @Test
    void data_of_no_known_account_is_encrypted_with_the_key_of_the_month() {
        TokenUseRefused unknown = new TokenUseRefused(
                null,
                null,
                "5f5f",
                UseRefusalReason.UNKNOWN,
                Channel.BEARER,
                "192.0.2.1",
                "curl",
                "GET /",
                Instant.EPOCH,
                Instant.EPOCH,
                1);
        SerializedObject<String> stored = serializer.serialize(unknown, String.class);

        assertThat(stored.getData()).contains("\"key\":\"" + FixedSubjectKeys.MONTH + "\"");
        TokenUseRefused read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(unknown);
    }

    @Test
    void a_changed_ciphertext_is_unreadable() {
        SerializedObject<String> stored = serializer.serialize(EVENT, String.class);
        for (String value : new String[] {"\"value\":\"AAAA", "\"value\":\"AAAAA", "\"value\":\"!"}) {
            TokenDescribed read = serializer.deserialize(new SimpleSerializedObject<>(
                    stored.getData().replace("\"value\":\"", value), String.class, stored.getType()));
            assertThat(read.name()).isEqualTo("unreadable");
        }
    }

    @Test
    void a_ciphertext_of_another_type_of_event_is_unreadable() {
        SerializedObject<String> stored = serializer.serialize(EVENT, String.class);
        String other =
                stored.getData().replace("}", "").concat("},\"generation\":1,\"digest\":\"" + "0".repeat(64) + "\"}");

        TokenCreated read =
                serializer.deserialize(new SimpleSerializedObject<>(other, String.class, "token.created", "2"));
        assertThat(read.name()).isEqualTo("unreadable");
    }

    /** Written by an earlier build. Stored ciphertexts stay readable. */
    @Test
    void the_format_of_the_ciphertext_never_changes() {
        String stored = """
                {"tokenId":"018f0000-0000-7000-8000-00000000000a","ownerId":"018f0000-0000-7000-8000-00000000000b",\
                "personal":{"key":"018f0000-0000-7000-8000-00000000000b","value":"%s"}}""".formatted("AAECAwQFBgcICQoL0tBMhhOYG0BCGQS4bpV8q70rWWZDPUc9ji3HHVJppqQZm/RApkphjg");

        TokenDescribed read =
                serializer.deserialize(new SimpleSerializedObject<>(stored, String.class, "token.described", "2"));
        assertThat(read).isEqualTo(EVENT);
    }

    @Test
    void while_older_processes_run_events_are_written_in_clear_and_all_are_read() {
        EventSerializer forOlder = EventSerializer.forOlderReaders(keys);
        SerializedObject<String> written = forOlder.serialize(EVENT, String.class);

        assertThat(written.getType().getRevision()).isEqualTo("1");
        assertThat(written.getData()).contains("jane's laptop");
        assertThat(forOlder.<String, TokenDescribed>deserialize(serializer.serialize(EVENT, String.class)))
                .isEqualTo(EVENT);
        assertThat(serializer.<String, TokenDescribed>deserialize(written)).isEqualTo(EVENT);
    }

    @Test
    void a_key_is_not_printed() {
        SubjectKey key = keys.forWriting(OWNER).orElseThrow();

        assertThat(key.toString()).isEqualTo("SubjectKey[" + OWNER + "]");
        assertThat(keys.find(OWNER.toString()).toString()).isEqualTo("Usable");
    }
}
