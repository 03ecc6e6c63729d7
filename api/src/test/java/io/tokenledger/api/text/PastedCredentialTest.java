package io.tokenledger.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.credential.ApiKeyFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reason or a description never carries a credential into an event. */
class PastedCredentialTest {
    private static final UUID KEY = UUID.fromString("5f0c7a52-6d7e-4d9e-9c1f-2f4f0a1b6c3d");
    private static final byte[] SECRET = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    @Test
    void a_key_is_found_whole_in_part_and_with_any_prefix() {
        String key = new ApiKeyFormat("ZENPROKEY_").format(KEY, SECRET).reveal();

        assertThat(PastedCredential.isIn(key)).isTrue();
        assertThat(PastedCredential.isIn("found " + key + " in a gist")).isTrue();
        assertThat(PastedCredential.isIn("found \"" + key.substring(0, 20) + "…\""))
                .isTrue();
        assertThat(PastedCredential.isIn(key.substring("ZENPROKEY_".length()))).isTrue();
        assertThat(PastedCredential.isIn(
                        new ApiKeyFormat("acme_").format(KEY, SECRET).reveal()))
                .isTrue();
    }

    @Test
    void a_jwt_is_found_by_its_header() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));

        assertThat(PastedCredential.isIn("leaked: " + header + ".e30.x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "left the company",
                "all keys with the prefix ZENPROKEY_ were rotated",
                "key 01a22561-6886-7b61-a7ff-0dec149dbc38, see https://ci.example.org/jobs/Nightly/1234567890/artifacts",
                "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    void other_texts_are_allowed(String text) {
        assertThat(PastedCredential.isIn(text)).isFalse();
        assertThat(ReasonText.recorded(text)).isNotNull();
        assertThat(TextRules.description(text)).isEqualTo(text);
    }

    @Test
    void reasons_and_descriptions_with_one_are_rejected_with_the_remedy() {
        String pasted = "see ZENPROKEY_0123456789";

        assertThatThrownBy(() -> ReasonText.recorded(pasted))
                .hasMessageContaining("'reason'")
                .hasMessageContaining("name the key by its id")
                .hasMessageNotContaining("0123456789");
        assertThatThrownBy(() -> TextRules.description(pasted)).hasMessageContaining("'description'");
    }
}
