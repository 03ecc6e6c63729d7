package io.tokenledger.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'from' must not be after 'to'. Send an earlier 'from' or a later 'to'.|From must not be after To. Send an earlier From or a later To.
            'as_of' must not be in the future. Send an instant up to 2026-11-29T14:54:38.229Z.|As of must not be in the future.
            'as_of' must be an instant such as 2026-01-31T12:00:00Z, or the position of an event.|As of must be a day such as 2026-01-31, or a time such as 2026-01-31 14:00, or the position of an event.
            'other_field' is unknown.|'other_field' is unknown.
            At most 1 API keys per account (max_keys_per_account).|At most 1 tokens per account.
            At most 28800 minutes (max_lifetime_minutes).|At most 20 days.
            At most 90 minutes.|At most 90 minutes.
            An API token of the API key.|An API token of the token.
            """)
    void a_problem_has_the_words_of_the_forms(String problem, String shown) {
        assertThat(FormWords.of(problem)).isEqualTo(shown);
    }
}
