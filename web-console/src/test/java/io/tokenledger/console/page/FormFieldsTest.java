package io.tokenledger.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormFieldsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'reason' must have at most 500 characters.|reason
            'as_of' must not be in the future.|as_of
            'max_idle_days' must be null or from 1 to 3650.|idleDays
            The longest lifetime must be a whole number without a sign.|lifetime
            The account already has an API key with the name 'reason'.|name
            An organization named 'name' already exists.|name
            There is already an account with the username 'ada'.|username
            There is no account with this username. Check its spelling, or enter its id.|account
            There is no organization with the id 018f0000-0000-7000-8000-000000000001.|id
            The current password is wrong.|current
            The new passwords are not the same.|again
            The host of the target has no public address.|target
            Choose a date such as 2026-12-31.|date
            """)
    void a_problem_is_about_a_field(String problem, String field) {
        assertThat(FormFields.of(problem)).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({"The account may have at most 50 API keys.", "You may not do this."})
    void a_problem_may_be_about_no_field(String problem) {
        assertThat(FormFields.of(problem)).isEmpty();
    }
}
