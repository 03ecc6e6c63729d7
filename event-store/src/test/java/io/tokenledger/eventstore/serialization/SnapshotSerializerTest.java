package io.tokenledger.eventstore.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tokenledger.eventstore.personaldata.FixedSubjectKeys;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.PersonalState;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

class SnapshotSerializerTest {
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");

    private final FixedSubjectKeys keys = new FixedSubjectKeys();
    private final PersonalDataCodec codec = new PersonalDataCodec(EventJson.mapper(), keys);
    private final SnapshotSerializer serializer = new SnapshotSerializer(codec, true);
    private final SnapshotSerializer inClear = new SnapshotSerializer(codec, false);

    @PersonalState(subject = "ownerId", texts = "name")
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class State {
        UUID ownerId = OWNER;
        int generation = 3;
        String name = "jane's laptop";
    }

    /** Its snapshot is the same as before. */
    record Plain(String name) {}

    private State read(SerializedObject<String> stored) {
        return serializer.deserialize(stored);
    }

    @Test
    void a_snapshot_contains_no_personal_text_and_is_read_as_it_was() {
        SerializedObject<String> stored = serializer.serialize(new State(), String.class);

        assertThat(stored.getData())
                .contains("\"generation\":3", OWNER.toString())
                .doesNotContain("jane", "name");
        assertThat(stored.getType().getName()).isEqualTo(State.class.getName());
        assertThat(stored.getType().getRevision()).isEqualTo("2");
        for (SnapshotSerializer reader : List.of(serializer, inClear)) {
            State read = reader.deserialize(stored);
            assertThat(read).usingRecursiveComparison().isEqualTo(new State());
        }
    }

    @Test
    void the_texts_of_a_subject_whose_key_is_destroyed_are_erased() {
        SerializedObject<String> stored = serializer.serialize(new State(), String.class);
        keys.destroy(OWNER.toString());

        State read = read(stored);
        assertThat(read.name).isEqualTo("erased");
        assertThat(read.generation).isEqualTo(3);
    }

    @Test
    void while_older_processes_run_a_snapshot_is_written_as_they_read_it() {
        SerializedObject<String> stored = inClear.serialize(new State(), String.class);

        assertThat(stored.getData()).contains("jane's laptop");
        assertThat(stored.getType().getRevision()).isNull();
        assertThat(read(stored)).usingRecursiveComparison().isEqualTo(new State());
    }

    @Test
    void other_objects_are_written_as_before() {
        SerializedObject<String> stored = serializer.serialize(new Plain("acme"), String.class);

        assertThat(stored.getData()).isEqualTo("{\"name\":\"acme\"}");
        assertThat(stored.getType().getRevision()).isNull();
        assertThat(serializer.<String, Plain>deserialize(stored)).isEqualTo(new Plain("acme"));
        MetaData metadata = MetaData.with("traceId", "request-1");
        assertThat(serializer.<String, MetaData>deserialize(serializer.serialize(metadata, String.class)))
                .isEqualTo(metadata);
    }
}
