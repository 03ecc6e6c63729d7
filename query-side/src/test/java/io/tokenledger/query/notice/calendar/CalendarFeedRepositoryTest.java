package io.tokenledger.query.notice.calendar;

import static io.tokenledger.query.SampleEvents.DIGEST;
import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.use;
import static io.tokenledger.query.SampleEvents.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.query.notice.NoticeFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CalendarFeedRepositoryTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final NoticeFixture ledger = new NoticeFixture(START);
    private final CalendarFeedRepository feeds =
            new CalendarFeedRepository(ledger.database().jdbc());
    private final UUID owner = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @Test
    void each_change_of_a_key_gives_its_deadlines_a_later_time_and_a_greater_version() {
        Instant expiry = START.plus(Duration.ofDays(90));
        Instant later = START.plus(Duration.ofDays(120));
        Instant retainedUntil = START.plus(Duration.ofDays(4));
        ledger.given(user(owner, "alex"), key(key, owner, "nightly", expiry));
        CalendarDeadline created = deadlines().getFirst();
        ledger.after(DAY).given(new TokenDescribed(key, owner, "weekly", null));
        CalendarDeadline renamed = deadlines().getFirst();
        ledger.after(DAY).given(new TokenRotated(key, owner, DIGEST, 2, 2_880, retainedUntil, later));
        List<CalendarDeadline> rotated = deadlines();

        assertThat(created.changedAt()).isEqualTo(START);
        assertThat(renamed.name()).isEqualTo("weekly");
        assertThat(renamed.at()).isEqualTo(expiry);
        assertThat(renamed.changedAt()).isEqualTo(START.plus(DAY));
        assertThat(renamed.version()).isGreaterThan(created.version());
        assertThat(rotated).extracting(CalendarDeadline::at).containsExactly(retainedUntil, later);
        assertThat(rotated).allSatisfy(deadline -> {
            assertThat(deadline.changedAt()).isEqualTo(START.plus(DAY.multipliedBy(2)));
            assertThat(deadline.version()).isGreaterThan(renamed.version());
        });
    }

    @Test
    void uses_change_nothing_in_the_calendar() {
        ledger.given(user(owner, "alex"), key(key, owner, "nightly", START.plus(Duration.ofDays(90))));
        List<CalendarDeadline> before = deadlines();
        ledger.after(DAY).given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8"));

        assertThat(deadlines()).isEqualTo(before);
    }

    private List<CalendarDeadline> deadlines() {
        return feeds.deadlines(owner, START);
    }
}
