package io.tokenledger.eventstore.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every text of an event is marked: it is encrypted, or it says nothing about a person. */
class PersonalFieldsTest {
    @Test
    void every_text_is_marked_as_personal_or_as_plain() {
        List<String> unmarked = new ArrayList<>();
        EventTypes.byStoredName().values().forEach(event -> unmarked(event, unmarked));

        assertThat(unmarked)
                .as("Annotate each of these with @Personal if it may describe a person, otherwise with @Plain")
                .isEmpty();
    }

    @Test
    void an_unmarked_text_is_found() {
        List<String> unmarked = new ArrayList<>();
        unmarked(Unmarked.class, unmarked);

        assertThat(unmarked).containsExactly("Unmarked.nickname", "Inner.texts", "Unmarked.both");
    }

    @Test
    void the_fields_of_inner_records_are_found() {
        assertThat(PersonalFields.of(Unmarked.class))
                .extracting(PersonalFields.PersonalField::path)
                .containsExactly("inner.name", "both");
    }

    private record Inner(@Personal String name, List<String> texts) {}

    private record Unmarked(
            String nickname,
            Inner inner,
            @Personal @Plain String both,
            @Plain String id) implements LedgerEvent {}

    private static void unmarked(Class<?> type, List<String> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isText = component.getGenericType().getTypeName().contains("java.lang.String");
            boolean isMarkedOnce =
                    component.isAnnotationPresent(Personal.class) != component.isAnnotationPresent(Plain.class);
            if (isText && !isMarkedOnce) {
                found.add(type.getSimpleName() + "." + component.getName());
            } else if (component.getType().isRecord()) {
                unmarked(component.getType(), found);
            }
        }
    }
}
