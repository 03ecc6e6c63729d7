package io.tokenledger.query.notice;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.query.Projections;
import io.tokenledger.query.sql.SignalProperties;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tables that notices are made from, and a clock that tests set. Recorded notices are applied at once. */
public final class NoticeFixture {
    private static final String[] PROJECTIONS = {
        "account-listing", "audit-trail", "history", "notices", "organization-listing", "signals", "token-listing"
    };

    private final TestDatabase database = Projections.newDatabase();
    private final ProjectionFixture events = Projections.on(database, PROJECTIONS);
    private final RecipientNotices recipients = new RecipientNotices(database.jdbc(), new SignalProperties(Set.of()));
    private final DueNotices due = new DueNotices(
            new DueNoticeRepository(database.jdbc()), new NoticeProperties(Set.of(30, 7, 1, 0), Duration.ofMinutes(5)));
    private final List<NoticeEvent> recorded = new ArrayList<>();
    private Instant now;

    public NoticeFixture(Instant start) {
        this.now = start;
    }

    public TestDatabase database() {
        return database;
    }

    public RecipientNotices recipients() {
        return recipients;
    }

    public Instant now() {
        return now;
    }

    /** A clock that shows the time of this fixture. */
    public Clock clock() {
        return new FixtureClock();
    }

    public NoticeFixture at(Instant instant) {
        now = instant;
        return this;
    }

    public NoticeFixture after(Duration duration) {
        return at(now.plus(duration));
    }

    public NoticeFixture given(LedgerEvent... happened) {
        events.at(now).given((Object[]) happened);
        return this;
    }

    /** Records the notices that are due, as the dispatcher does. Returns them. */
    public List<NoticeEvent> recordDue() {
        List<NoticeEvent> notices = due.find(now);
        record(notices);
        return notices;
    }

    public void record(List<? extends NoticeEvent> notices) {
        if (!notices.isEmpty()) {
            recorded.addAll(notices);
            events.at(now).given(notices.toArray());
        }
    }

    /** The notices of this kind that were recorded, oldest first. */
    public <E extends NoticeEvent> List<E> recorded(Class<E> kind) {
        return recorded.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Forgets which notices were recorded; the tables stay. */
    public void forget() {
        recorded.clear();
    }

    private final class FixtureClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
