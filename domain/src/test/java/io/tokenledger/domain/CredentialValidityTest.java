package io.tokenledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.events.usage.UseRefusalReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialValidityTest {
    /** Each line but the first has the reason of the line above as well, as far as its own reason comes earlier. */
    @ParameterizedTest
    @CsvSource(nullValues = "valid", textBlock = """
                    CURRENT,  false, true,  false, false, true,  valid
                    PREVIOUS, true,  true,  false, false, true,  valid
                    CURRENT,  false, true,  false, false, false, ACCOUNT_INACTIVE
                    CURRENT,  false, true,  true,  false, false, EXPIRED
                    CURRENT,  false, false, true,  false, false, DEACTIVATED
                    PREVIOUS, false, false, true,  false, false, RETIRED
                    OLDER,    true,  true,  false, false, true,  RETIRED
                    OLDER,    false, false, true,  true,  false, DELETED""")
    void the_first_reason_counts(
            Generation generation,
            boolean retained,
            boolean active,
            boolean expired,
            boolean deleted,
            boolean ownerActive,
            @Nullable UseRefusalReason reason) {
        assertThat(CredentialValidity.reasonToRefuse(generation, retained, active, expired, deleted, ownerActive))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, CURRENT", "2, 3, PREVIOUS", "1, 3, OLDER", "4, 3, OLDER", "0, 1, PREVIOUS"})
    void a_generation_is_current_previous_or_older(int presented, int current, Generation expected) {
        assertThat(Generation.of(presented, current)).isEqualTo(expected);
    }
}
