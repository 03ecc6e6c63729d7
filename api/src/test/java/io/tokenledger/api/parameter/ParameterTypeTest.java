package io.tokenledger.api.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTypeTest {
    private enum State {
        ACTIVE,
        SWITCHED_OFF,
        DELETED
    }

    @Test
    void an_id_is_a_complete_uuid() {
        UUID id = UUID.randomUUID();

        assertThat(ParameterType.ID.parse("owner", id.toString())).isEqualTo(id);
        assertRejected(ParameterType.ID, "1-1-1-1-1", "'owner' must be a UUID.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-01-31", "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", ""})
    void an_instant_is_in_the_years_that_the_store_can_hold(String text) {
        assertThat(ParameterType.INSTANT.parse("from", "2026-01-31T12:00:00+01:00"))
                .isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
        assertRejected(ParameterType.INSTANT, text, "must be an instant in the years 1970 to 9999, such as");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "TRUE, true", "false, false", "0, false"})
    void a_flag_is_true_or_false(String text, boolean value) {
        assertThat(ParameterType.FLAG.parse("never_used", text)).isEqualTo(value);
        assertRejected(ParameterType.FLAG, "maybe", "must be true or false.");
    }

    @Test
    void a_text_has_a_maximum_length_and_no_nul() {
        assertThat(ParameterType.TEXT.parse("q", "x".repeat(200))).hasSize(200);
        assertRejected(ParameterType.TEXT, "x".repeat(201), "at most 200 characters");
        assertRejected(ParameterType.TEXT, "a\0b", "without NUL");
    }

    @Test
    void a_word_is_one_of_an_enum_in_any_case() {
        ParameterType<State> type = ParameterType.oneOf(State.class);

        assertThat(type.parse("state", "Switched_Off")).isEqualTo(State.SWITCHED_OFF);
        assertRejected(type, "off", "must be active, switched_off or deleted.");
        assertThat(type.schema().getEnum()).hasSize(3);
    }

    @Test
    void several_words_are_separated_by_commas() {
        ParameterType<List<String>> type = ParameterType.someOf(List.of("token.used", "token.deleted"));

        assertThat(type.parse("action", "token.used, token.deleted")).containsExactly("token.used", "token.deleted");
        assertRejected(type, "token.used,token.lost", "must be one or more of token.used, token.deleted");
        assertRejected(type, "", "must be one or more of");
    }

    private static void assertRejected(ParameterType<?> type, String text, String message) {
        assertThatThrownBy(() -> type.parse("owner", text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }
}
