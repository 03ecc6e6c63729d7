package io.tokenledger.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.domain.KeyState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyETagTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_use_and_the_expiry_change_the_tag_and_not_the_required_version() {
        String unused = ApiKeyETag.of(key(KeyState.ACTIVE, null), 7);
        String used = ApiKeyETag.of(key(KeyState.ACTIVE, NOON), 7);
        String later = ApiKeyETag.of(key(KeyState.ACTIVE, NOON.plusMillis(1)), 7);
        String expired = ApiKeyETag.of(key(KeyState.EXPIRED, NOON), 7);

        assertThat(unused).isEqualTo("\"3-7-active-\"");
        assertThat(unused).isNotEqualTo(used);
        assertThat(used).isNotEqualTo(later).isNotEqualTo(expired);
        assertThat(ApiKeyETag.requiredVersion(unused)).isEqualTo(7);
        assertThat(ApiKeyETag.requiredVersion(expired)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"'\"3-7\"', 7", "' \"3-7-active-\" ', 7"})
    void a_tag_has_a_version(String ifMatch, long version) {
        assertThat(ApiKeyETag.requiredVersion(ifMatch)).isEqualTo(version);
    }

    @Test
    void no_tag_and_an_asterisk_require_no_version() {
        assertThat(ApiKeyETag.requiredVersion(null)).isNull();
        assertThat(ApiKeyETag.requiredVersion("*")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3-7",
                "\"\"",
                "\"3\"",
                "W/\"3-7\"",
                "\"3-x\"",
                "\"3-99999999999999999999\"",
                "\"3-7\", \"3-8\""
            })
    void other_text_matches_no_key(String ifMatch) {
        assertThatThrownBy(() -> ApiKeyETag.requiredVersion(ifMatch)).isInstanceOf(ProblemException.class);
    }

    private static ApiKeyResource key(KeyState state, @Nullable Instant lastUsedAt) {
        return new ApiKeyResource(
                UUID.randomUUID(), "k", null, true, state, NOON, null, lastUsedAt, null, null, 0, null, 3, null);
    }
}
