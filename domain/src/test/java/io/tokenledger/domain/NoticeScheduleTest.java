package io.tokenledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeScheduleTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DEADLINE = CREATED.plus(Duration.ofDays(90));

    private final NoticeSchedule schedule = new NoticeSchedule(List.of(30, 7, 1, 0));

    @Test
    void a_notice_is_due_from_its_day_until_the_next_one() {
        assertThat(due(31)).isEmpty();
        assertThat(due(30)).hasValue(30);
        assertThat(due(8)).hasValue(30);
        assertThat(due(7)).hasValue(7);
        assertThat(due(2)).hasValue(7);
        assertThat(due(1)).hasValue(1);
        assertThat(due(0)).hasValue(0);
    }

    @Test
    void no_notice_is_due_a_day_after_the_deadline() {
        assertThat(schedule.due(CREATED, DEADLINE, DEADLINE.plus(Duration.ofHours(23))))
                .hasValue(0);
        assertThat(schedule.due(CREATED, DEADLINE, DEADLINE.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void a_notice_that_was_due_before_the_deadline_was_set_is_skipped() {
        Instant weekLater = CREATED.plus(Duration.ofDays(7));

        assertThat(schedule.due(CREATED, weekLater, CREATED)).isEmpty();
        assertThat(schedule.due(CREATED, weekLater, CREATED.plus(Duration.ofDays(5))))
                .isEmpty();
        assertThat(schedule.due(CREATED, weekLater, CREATED.plus(Duration.ofDays(6))))
                .hasValue(1);
    }

    @Test
    void without_days_nothing_is_ever_due() {
        NoticeSchedule none = new NoticeSchedule(Set.of());

        assertThat(none.due(CREATED, DEADLINE, DEADLINE)).isEmpty();
        assertThat(none.longest()).isEqualTo(Duration.ZERO);
    }

    @Test
    void negative_days_are_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NoticeSchedule(List.of(1, -1)));
    }

    /** A ledger that looks at random times gives what a person with a calendar would: each notice once, none late. */
    @Test
    void looking_at_random_times_gives_what_a_calendar_says() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Instant deadline = CREATED.plus(Duration.ofHours(1 + random.nextInt(60 * 24)));
            List<Instant> looks = new ArrayList<>();
            for (Instant at = CREATED; at.isBefore(deadline.plus(Duration.ofDays(3))); ) {
                looks.add(at);
                at = at.plus(Duration.ofMinutes(5 + random.nextInt(14 * 24 * 60)));
            }

            assertThat(given(deadline, looks)).as("round " + round).isEqualTo(expected(deadline, looks));
        }
    }

    private List<String> given(Instant deadline, List<Instant> looks) {
        List<String> given = new ArrayList<>();
        Integer last = null;
        for (Instant now : looks) {
            OptionalInt due = schedule.due(CREATED, deadline, now);
            if (due.isPresent() && (last == null || due.getAsInt() < last)) {
                last = due.getAsInt();
                given.add(last + " at " + now);
            }
        }
        return given;
    }

    /** Walks through the days of the calendar backwards, with the first look on or after each. */
    private static List<String> expected(Instant deadline, List<Instant> looks) {
        List<String> expected = new ArrayList<>();
        Set<Instant> taken = new HashSet<>();
        for (int days : List.of(0, 1, 7, 30)) {
            Instant from = deadline.minusSeconds(days * 86_400L);
            Instant until = deadline.plusSeconds(86_400);
            looks.stream()
                    .filter(look -> !look.isBefore(from) && look.isBefore(until))
                    .findFirst()
                    .filter(look -> from.isAfter(CREATED) && taken.add(look))
                    .ifPresent(look -> expected.addFirst(days + " at " + look));
        }
        return expected;
    }

    @Test
    void the_end_of_a_retention_is_announced_a_day_before_or_in_its_middle() {
        Instant longEnd = CREATED.plus(Duration.ofDays(10));
        Instant shortEnd = CREATED.plus(Duration.ofHours(2));

        assertThat(NoticeSchedule.isRetentionNoticeDue(CREATED, longEnd, longEnd.minus(Duration.ofHours(25))))
                .isFalse();
        assertThat(NoticeSchedule.isRetentionNoticeDue(CREATED, longEnd, longEnd.minus(Duration.ofHours(24))))
                .isTrue();
        assertThat(NoticeSchedule.isRetentionNoticeDue(CREATED, shortEnd, CREATED.plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(NoticeSchedule.isRetentionNoticeDue(CREATED, shortEnd, CREATED.plus(Duration.ofHours(1))))
                .isTrue();
        assertThat(NoticeSchedule.isRetentionNoticeDue(CREATED, shortEnd, shortEnd))
                .isFalse();
    }

    @Test
    void a_key_is_in_use_for_thirty_days_after_a_use() {
        assertThat(NoticeSchedule.isInUse(null, CREATED)).isFalse();
        assertThat(NoticeSchedule.isInUse(CREATED, CREATED.plus(Duration.ofDays(29))))
                .isTrue();
        assertThat(NoticeSchedule.isInUse(CREATED, CREATED.plus(Duration.ofDays(30))))
                .isFalse();
    }

    private OptionalInt due(int daysBefore) {
        return schedule.due(CREATED, DEADLINE, DEADLINE.minus(Duration.ofDays(daysBefore)));
    }
}
