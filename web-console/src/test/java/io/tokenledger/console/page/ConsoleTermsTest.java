package io.tokenledger.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTermsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            There is no such API key.|There is no such token.
            API keys were used.|Tokens were used.
            It created an API key.|It created a token.
            The API key “API key of ada” of ada works now.|The token “API key of ada” of ada works now.
            The account has an API key 'API key'.|The account has a token 'API key'.
            An API token of an API key.|An API token of a token.
            """)
    void an_api_key_is_a_token_on_the_pages(String sentence, String said) {
        assertThat(ConsoleTerms.of(sentence)).isEqualTo(said);
    }

    @Test
    void a_sentence_is_divided_at_its_instants_but_not_in_a_name() {
        assertThat(ConsoleTerms.parts("The API key “2026-01-31T12:00:00Z” ended 2026-02-01T11:00:00.123Z: why."))
                .containsExactly(
                        new SentencePart("The token “2026-01-31T12:00:00Z” ended ", false),
                        new SentencePart("2026-02-01T11:00:00.123Z", true),
                        new SentencePart(": why.", false));
    }
}
