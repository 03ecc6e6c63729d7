package io.tokenledger.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    /**
     * An overlong slash in two to four bytes, surrogates, beyond U+10FFFF, a lone continuation, incomplete characters.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "c1bf",
                "e080af",
                "f08080af",
                "eda080",
                "edbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "80",
                "c3",
                "e282",
                "f09f98",
                "c341"
            })
    void what_is_not_utf_8_is_found_in_whichever_pieces_it_arrives(String hex) {
        byte[] bytes = HexFormat.of().parseHex("61" + hex);

        assertThat(Utf8.decode(bytes, bytes.length)).isNull();
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(isAccepted(bytes, cut)).as("cut at " + cut).isFalse();
        }
        String escaped = "%" + HexFormat.ofDelimiter("%").formatHex(bytes);
        assertThatThrownBy(() -> PercentDecoder.decode(escaped)).isInstanceOf(ProblemException.class);
    }

    @Test
    void each_character_is_accepted_in_whichever_pieces_it_arrives() {
        for (int character : new int[] {1, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF}) {
            String text = "a" + Character.toString(character) + "b";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

            assertThat(Utf8.decode(bytes, bytes.length)).isEqualTo(text);
            for (int cut = 0; cut <= bytes.length; cut++) {
                assertThat(isAccepted(bytes, cut)).isTrue();
            }
        }
    }

    /** They are in no JSON and in no form, but in all of UTF-16 and UTF-32. */
    @Test
    void zero_bytes_are_rejected() {
        assertThat(isAccepted("{}".getBytes(StandardCharsets.UTF_16LE), 1)).isFalse();
        assertThat(isAccepted("{}".getBytes(Charset.forName("UTF-32BE")), 1)).isFalse();
    }

    @Test
    void the_checker_agrees_with_the_decoder_of_the_jdk() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = bytes[at] == 0 ? 1 : bytes[at];
            }
            bytes[0] |= (byte) 0x80;
            assertThat(isAccepted(bytes, random.nextInt(bytes.length + 1)))
                    .isEqualTo(Utf8.decode(bytes, bytes.length) != null);
        }
    }

    @Test
    void names_are_the_same_however_they_are_encoded() {
        assertThat(PercentDecoder.names("access%5Ftoken=x&%61s_of=1&&plain"))
                .containsExactlyInAnyOrder("access_token", "as_of", "", "plain");
        assertThat(PercentDecoder.decode("a+b%2B%c3%A9")).isEqualTo("a b+é");
        for (String broken : new String[] {"%", "%1", "%g0", "a%"}) {
            assertThatThrownBy(() -> PercentDecoder.decode(broken)).isInstanceOf(ProblemException.class);
        }
    }

    private static boolean isAccepted(byte[] bytes, int cut) {
        Utf8.Checker checker = new Utf8.Checker();
        return checker.accepts(bytes, 0, cut)
                && checker.accepts(bytes, cut, bytes.length - cut)
                && checker.isComplete();
    }
}
