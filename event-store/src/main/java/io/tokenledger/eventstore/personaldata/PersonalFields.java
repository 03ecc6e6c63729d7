package io.tokenledger.eventstore.personaldata;

import io.tokenledger.events.Personal;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The personal texts of each type of event. */
final class PersonalFields {
    private static final ClassValue<List<PersonalField>> OF = new ClassValue<>() {
        @Override
        protected List<PersonalField> computeValue(Class<?> event) {
            return List.copyOf(find(event, List.of()));
        }
    };

    private PersonalFields() {}

    /**
     * A personal text.
     *
     * @param parents names of the records that contain it, from the outside; empty if it is a field of the event
     * @param isMap whether it is a map of texts
     */
    record PersonalField(List<String> parents, String name, boolean isMap) {
        /** The name inside the encrypted object. */
        String path() {
            return parents.isEmpty() ? name : String.join(".", parents) + "." + name;
        }
    }

    /** @param type record of an event, or aggregate with a {@link PersonalState} */
    static List<PersonalField> of(Class<?> type) {
        return OF.get(type);
    }

    private static List<PersonalField> find(Class<?> type, List<String> parents) {
        List<PersonalField> fields = new ArrayList<>();
        PersonalState state = type.getAnnotation(PersonalState.class);
        if (state != null) {
            Arrays.stream(state.texts()).forEach(name -> fields.add(new PersonalField(parents, name, false)));
        }
        if (!type.isRecord()) {
            return fields;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Personal.class)) {
                fields.add(new PersonalField(
                        parents, component.getName(), Map.class.isAssignableFrom(component.getType())));
            } else {
                List<String> inner = new ArrayList<>(parents);
                inner.add(component.getName());
                fields.addAll(find(component.getType(), List.copyOf(inner)));
            }
        }
        return fields;
    }
}
