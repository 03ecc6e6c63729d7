package io.tokenledger.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class AccountVolumeLimiterTest {
    private static final UUID ACCOUNT = new UUID(1, 1);

    private final ManualClock clock = new ManualClock();
    private final AccountVolumeLimiter volume = new AccountVolumeLimiter(
            clock, new VolumeProperties(DataSize.ofKilobytes(100), DataSize.ofKilobytes(1), DataSize.ofKilobytes(1)));

    @Test
    void past_its_budget_an_account_is_told_to_wait_for_its_next_minute() {
        int ofShortAgents = spendAll("curl/8");
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> volume.spend(ACCOUNT, true, "curl/8"));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        assertThat(refused.problem().retryAfterSeconds()).isBetween(60L, 61L);

        clock.advance(Duration.ofSeconds(refused.problem().retryAfterSeconds()));
        int ofLongAgents = spendAll("x".repeat(500));
        assertThat(ofLongAgents).isPositive().isLessThan(ofShortAgents * 2 / 3);
    }

    @Test
    void an_api_key_that_has_used_the_budget_leaves_that_of_sign_ins_and_of_other_accounts() {
        spendAll("curl/8");

        assertThatCode(() -> volume.spend(ACCOUNT, false, "Firefox")).doesNotThrowAnyException();
        assertThatCode(() -> volume.spend(new UUID(2, 2), true, "curl/8")).doesNotThrowAnyException();
    }

    @Test
    void lengths_are_those_of_json_in_utf_8() {
        assertThat(StoredLength.of(null)).isZero();
        assertThat(StoredLength.of("a\"\\é€😀")).isEqualTo(1 + 2 + 2 + 2 + 3 + 4);
    }

    private int spendAll(String text) {
        for (int times = 0; times < 1_000; times++) {
            try {
                volume.spend(ACCOUNT, true, text);
            } catch (ProblemException refused) {
                return times;
            }
        }
        throw new AssertionError("There is no limit.");
    }
}
