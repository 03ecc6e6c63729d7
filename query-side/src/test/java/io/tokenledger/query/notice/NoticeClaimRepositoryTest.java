package io.tokenledger.query.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeClaimRepositoryTest {
    private final NoticeFixture ledger = new NoticeFixture(Instant.parse("2026-01-01T12:00:00Z"));
    private final NoticeClaimRepository claims =
            new NoticeClaimRepository(ledger.database().jdbc(), ledger.clock());
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @Test
    void only_one_process_holds_the_claim_and_renews_it() {
        assertThat(claims.claim(first)).isTrue();
        ledger.after(Duration.ofMinutes(4));
        assertThat(claims.renew(first)).isTrue();
        ledger.after(Duration.ofMinutes(4));

        assertThat(claims.claim(second)).isFalse();
    }

    @Test
    void another_process_takes_over_after_a_crash_and_the_first_one_stops() {
        claims.claim(first);
        ledger.after(Duration.ofMinutes(6));

        assertThat(claims.claim(second)).isTrue();
        assertThat(claims.claim(first)).isFalse();
        assertThat(claims.renew(first)).isFalse();
    }

    @Test
    void a_run_that_stood_still_for_too_long_ends_even_if_no_other_process_works_now() {
        claims.claim(first);
        ledger.after(Duration.ofMinutes(6));
        claims.claim(second);
        ledger.after(Duration.ofMinutes(6));

        assertThat(claims.renew(first)).isFalse();
    }

    @Test
    void another_process_takes_over_at_once_after_a_shutdown() {
        claims.claim(first);
        claims.release(second);
        assertThat(claims.claim(second)).isFalse();

        claims.release(first);
        assertThat(claims.claim(second)).isTrue();
    }
}
