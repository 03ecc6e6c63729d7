package io.tokenledger.query.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeRunTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private Optional<NoticeRun> last = Optional.empty();
    private Instant now = START;

    @Test
    void a_failure_lasts_from_the_first_run_in_which_no_message_was_accepted() {
        runs(SendResult.ACCEPTED);
        assertThat(failingSince()).isNull();
        runs(SendResult.UNREACHABLE);
        Instant since = now;
        runs(SendResult.UNREACHABLE);
        runs(null); // pauses after failures

        assertThat(failingSince()).isEqualTo(since);
        runs(new SendResult(1, 0, 0, 2));
        assertThat(failingSince()).isNull();
    }

    @Test
    void a_failure_ends_when_its_messages_are_no_longer_pending() {
        runs(SendResult.UNREACHABLE);
        runs(SendResult.NONE);

        assertThat(failingSince()).isNull();
    }

    @Test
    void a_few_wrong_addresses_are_no_failure_but_only_rejections_are() {
        runs(SendResult.REJECTED);
        runs(SendResult.REJECTED);
        assertThat(failingSince()).isNull();
        runs(SendResult.REJECTED);
        Instant since = now;
        runs(SendResult.NONE);
        assertThat(failingSince()).isEqualTo(since);

        runs(SendResult.ACCEPTED);
        runs(SendResult.REJECTED);
        assertThat(failingSince()).isNull();
    }

    @Test
    void a_full_mailbox_is_no_failure_of_the_server_but_several_are() {
        runs(SendResult.POSTPONED);
        runs(SendResult.POSTPONED);
        runs(SendResult.POSTPONED);
        assertThat(failingSince()).isNull();
        runs(new SendResult(0, 0, 3, 0));
        assertThat(failingSince()).isEqualTo(now);
    }

    @Test
    void a_failure_is_reported_after_three_hours() {
        NoticeWatch watch = new NoticeWatch(INTERVAL, 0);
        runs(SendResult.UNREACHABLE);
        Instant since = now;
        watch.seen(last, 0);
        assertThat(watch.problem(since.plus(Duration.ofDays(2)), 0))
                .as("nothing has been tried since the start of this process")
                .isEmpty();
        runs(SendResult.UNREACHABLE);
        watch.seen(last, 0);

        assertThat(watch.problem(since.plus(Duration.ofMinutes(179)), 0)).isEmpty();
        assertThat(watch.problem(since.plus(Duration.ofHours(3)), 0))
                .hasValueSatisfying(problem -> assertThat(problem).contains(since.toString(), "LEDGER_MAIL_HOST"));
    }

    @Test
    void silence_is_reported_after_several_intervals_until_any_process_completes_a_run() {
        NoticeWatch watch = new NoticeWatch(INTERVAL, 0);
        runs(SendResult.NONE);
        watch.seen(last, minutes(1));
        watch.seen(last, minutes(20));

        assertThat(watch.problem(now, minutes(31))).isEmpty();
        assertThat(watch.problem(now, minutes(32)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("31 minutes"));
        runs(SendResult.NONE);
        watch.seen(last, minutes(33));
        assertThat(watch.problem(now, minutes(34))).isEmpty();
    }

    @Test
    void a_process_that_starts_after_a_long_break_waits_before_it_reports_silence() {
        runs(SendResult.NONE);
        NoticeWatch watch = new NoticeWatch(INTERVAL, minutes(1_000));
        watch.seen(last, minutes(1_000));

        assertThat(watch.problem(now.plus(Duration.ofDays(2)), minutes(1_020))).isEmpty();
        assertThat(watch.problem(now.plus(Duration.ofDays(2)), minutes(1_031))).isPresent();
    }

    @Test
    void silence_is_reported_if_no_run_ever_completes() {
        NoticeWatch watch = new NoticeWatch(INTERVAL, 0);
        watch.seen(last, minutes(1));

        assertThat(watch.problem(now, minutes(30))).isEmpty();
        assertThat(watch.problem(now, minutes(31))).isPresent();
    }

    private void runs(@Nullable SendResult sent) {
        now = now.plus(INTERVAL);
        last = Optional.of(NoticeRun.after(last, Optional.ofNullable(sent), now));
    }

    private @Nullable Instant failingSince() {
        return last.orElseThrow().failingSince();
    }

    private static long minutes(long minutes) {
        return Duration.ofMinutes(minutes).toNanos();
    }
}
