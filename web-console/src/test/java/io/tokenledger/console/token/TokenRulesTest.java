package io.tokenledger.console.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void the_longest_lifetime_is_a_choice_of_its_own() {
        assertThat(labels(rules(null))).containsExactly("7 days", "30 days", "90 days", "1 year");
        assertThat(labels(rules(Duration.ofDays(20)))).containsExactly("7 days", "20 days");
        assertThat(labels(rules(Duration.ofDays(90)))).containsExactly("7 days", "30 days", "90 days");
        assertThat(labels(rules(Duration.ofHours(36)))).containsExactly("1 day");
        assertThat(rules(Duration.ofMinutes(90)).creationChoices())
                .containsExactly(new Lifetime("PT90M", "90 minutes"));
        assertThat(rules(Duration.ofDays(20)).rotationChoices())
                .extracting(Lifetime::value)
                .containsExactly("7", "20");
    }

    @Test
    void a_choice_that_is_not_offered_becomes_the_longest() {
        TokenRules strict = rules(Duration.ofDays(20));

        assertThat(strict.selected("7")).isEqualTo("7");
        assertThat(strict.selected("30")).isEqualTo("20");
        assertThat(strict.selected("never")).isEqualTo("20");
        assertThat(strict.selected("date")).isEqualTo("date");
        assertThat(rules(null).selected("never")).isEqualTo("never");
    }

    @ParameterizedTest
    @CsvSource({
        ",      ,   true",
        ",      20, false",
        "PT1H,  ,   true",
        "P19D,  20, true",
        "P20D,  20, true",
        "P21D,  20, false",
        "PT0S,  ,   false",
        "PT-1H, ,   false",
    })
    void a_rotation_keeps_an_expiry_that_is_ahead_and_allowed(
            @Nullable Duration untilExpiry, @Nullable Integer maxDays, boolean mayKeep) {
        TokenRules rules = rules(maxDays == null ? null : Duration.ofDays(maxDays));

        assertThat(rules.mayKeep(untilExpiry == null ? null : NOW.plus(untilExpiry), NOW))
                .isEqualTo(mayKeep);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "never", "PT0M", "PT5H", "1.5", "999999999999"})
    void a_text_that_is_no_lifetime_is_none(String text) {
        assertThat(Lifetime.parse(text)).isEmpty();
        assertThat(Lifetime.parse("PT90M")).contains(Duration.ofMinutes(90));
        assertThat(Lifetime.parse("20")).contains(Duration.ofDays(20));
    }

    @Test
    void the_smallest_number_of_tokens_applies() {
        assertThat(new TokenRules(null, List.of(), 3).maxTokens()).isNull();
        assertThat(new TokenRules(null, List.of(), 3).isFull()).isFalse();
        assertThat(counting(2).maxTokens()).isEqualTo(3);
        assertThat(counting(2).isFull()).isFalse();
        assertThat(counting(3).isFull()).isTrue();
    }

    private static TokenRules counting(long tokens) {
        return new TokenRules(
                null,
                List.of(
                        new TokenPolicyRules(TokenPolicy.NONE),
                        new TokenPolicyRules(new TokenPolicy(TokenCreation.ALLOWED, null, null, true, 3, null))),
                tokens);
    }

    private static List<String> labels(TokenRules rules) {
        return rules.creationChoices().stream().map(Lifetime::label).toList();
    }

    private static TokenRules rules(@Nullable Duration maxLifetime) {
        return new TokenRules(
                null,
                List.of(
                        new TokenPolicyRules(TokenPolicy.NONE),
                        new TokenPolicyRules(new TokenPolicy(
                                TokenCreation.ALLOWED,
                                maxLifetime == null ? null : maxLifetime.toMinutes(),
                                null,
                                true,
                                50,
                                null))),
                0);
    }
}
