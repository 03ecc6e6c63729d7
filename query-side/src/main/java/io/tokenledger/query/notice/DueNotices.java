package io.tokenledger.query.notice;

import io.tokenledger.domain.NoticeSchedule;
import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.RetentionEnding;
import io.tokenledger.events.notice.TokenExpiring;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.notice.DueNoticeRepository.Deadline;
import io.tokenledger.query.notice.DueNoticeRepository.IdleRule;
import io.tokenledger.query.notice.DueNoticeRepository.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** The notices that are due and not recorded yet. */
@Component
class DueNotices {
    /** Long enough to use the key once, or to replace it. */
    private static final NoticeSchedule IDLE_SCHEDULE = new NoticeSchedule(List.of(7, 1));

    private static final Duration DAY = Duration.ofDays(1);

    private final DueNoticeRepository keys;
    private final NoticeSchedule expirySchedule;

    DueNotices(DueNoticeRepository keys, NoticeProperties properties) {
        this.keys = keys;
        this.expirySchedule = properties.expirySchedule();
    }

    /** The notices that are due at an instant; at most 10,000 of each kind. The next search finds further ones. */
    List<NoticeEvent> find(Instant now) {
        List<NoticeEvent> due = new ArrayList<>();
        keys.expiring(now.minus(DAY), now.plus(expirySchedule.longest())).stream()
                .flatMap(key -> expiring(key, now).stream())
                .limit(QueryLimits.MAX_DUE_NOTICES)
                .forEach(due::add);
        keys.retained(now).stream()
                .filter(key -> NoticeSchedule.isRetentionNoticeDue(key.rotatedAt(), key.retainedUntil(), now))
                .filter(keys::isPreviousValueInUse)
                .limit(QueryLimits.MAX_DUE_NOTICES)
                .map(DueNotices::ending)
                .forEach(due::add);
        for (IdleRule rule : keys.idleRules()) {
            keys.idle(rule, now, IDLE_SCHEDULE.longest()).stream()
                    .flatMap(key -> idle(rule, key, now).stream())
                    .limit(QueryLimits.MAX_DUE_NOTICES)
                    .forEach(due::add);
        }
        return due;
    }

    private List<NoticeEvent> expiring(Deadline key, Instant now) {
        OptionalInt days = notice(expirySchedule, key, now);
        return days.isEmpty()
                ? List.of()
                : List.of(new TokenExpiring(
                        key.tokenId(),
                        key.ownerId(),
                        key.deadline(),
                        days.getAsInt(),
                        NoticeSchedule.isInUse(key.lastUsedAt(), now)));
    }

    private static NoticeEvent ending(Retention key) {
        return new RetentionEnding(key.tokenId(), key.ownerId(), key.generation(), key.retainedUntil());
    }

    private static List<NoticeEvent> idle(IdleRule rule, Deadline key, Instant now) {
        OptionalInt days = notice(IDLE_SCHEDULE, key, now);
        return days.isEmpty()
                ? List.of()
                : List.of(new IdleDeactivationUpcoming(
                        key.tokenId(),
                        key.ownerId(),
                        rule.organizationId(),
                        key.deadline(),
                        days.getAsInt(),
                        NoticeSchedule.isInUse(key.lastUsedAt(), now)));
    }

    /** The notice that is due, unless it or a later one is recorded. */
    private static OptionalInt notice(NoticeSchedule schedule, Deadline key, Instant now) {
        OptionalInt due = schedule.due(key.setAt(), key.deadline(), now);
        Integer noticed = key.noticed();
        return due.isPresent() && noticed != null && noticed <= due.getAsInt() ? OptionalInt.empty() : due;
    }
}
