package io.tokenledger.eventstore.useevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of the personal texts of a use. */
class UseTextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "0.0.0.0",
                "255.255.255.255",
                "256.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1..2.3",
                "1.2.3.-4",
                "2001:db8::1",
                "::",
                "::ffff:192.0.2.1",
                "erased",
                "",
                "1.2.3.4 ",
                "1.2.3.\u0664"
            })
    void an_address_is_read_as_it_was_written(String ip) {
        UseTexts texts = new UseTexts(ip, null, null);

        assertThat(UseTexts.read(texts.write())).isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 16_382, 16_383, 16_384, 70_000})
    void texts_of_any_length_are_read_as_they_were_written(int length) {
        UseTexts texts = new UseTexts("192.0.2.1", "\u00fc".repeat(length), "x".repeat(length));

        assertThat(UseTexts.read(texts.write())).isEqualTo(texts);
    }

    @Test
    void the_bytes_never_change() {
        assertThat(new UseTexts("203.0.113.45", "curl/8", null).write())
                .asHexString()
                .isEqualTo("00" + "CB00712D" + "07" + "6375726C2F38" + "00");
    }
}
