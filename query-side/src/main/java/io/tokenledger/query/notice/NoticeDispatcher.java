package io.tokenledger.query.notice;

import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records the notices that are due, and has them sent. Only one process does so at a time. What was recorded and sent is
 * known from events, so a replay or a rebuild of the tables never gives a notice again. Each run first waits until the
 * tables have applied all events.
 */
@Component
class NoticeDispatcher extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeDispatcher.class);

    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.NOTICES,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.HISTORY,
            ProjectionName.SIGNALS,
            ProjectionName.AUDIT_TRAIL);

    private final DueNotices due;
    private final NoticeLog log;
    private final List<NoticeSender> senders;
    private final NoticeClaimRepository claims;
    private final NoticeRunRepository runs;
    private final ProjectionBarrier barrier;
    private final Clock clock;
    private final Duration interval;
    private final UUID process = UUID.randomUUID();
    private boolean failed;

    NoticeDispatcher(
            DueNotices due,
            NoticeLog log,
            List<NoticeSender> senders,
            NoticeClaimRepository claims,
            NoticeRunRepository runs,
            ProjectionBarrier barrier,
            Clock clock,
            NoticeProperties properties) {
        super(BEFORE_WEB_SERVER, QueryLimits.NOTICE_STOP_TIMEOUT);
        this.due = due;
        this.log = log;
        this.senders = senders;
        this.claims = claims;
        this.runs = runs;
        this.barrier = barrier;
        this.clock = clock;
        this.interval = properties.interval();
    }

    @Override
    protected void onStart() {
        startThread("notices", () -> {
            while (!stopsWithin(interval)) {
                runOnce();
            }
        });
    }

    @Override
    protected void onStop() {
        try {
            claims.release(process);
        } catch (RuntimeException storeAway) {
            LOG.debug("The store is unavailable, so the claim on notices was not released. It expires.", storeAway);
        }
    }

    private void runOnce() {
        try {
            if (!isStopping() && claims.claim(process)) {
                run(clock.instant().plus(QueryLimits.MAX_NOTICE_RUN));
            }
            failed = false;
        } catch (RuntimeException failure) {
            if (!failed) {
                LOG.warn(
                        "Notices were not given: {}. Keys are not affected. The next attempt is in {}.",
                        failure.getMessage(),
                        interval);
                LOG.debug("The failure of the notices:", failure);
            }
            failed = true;
        }
    }

    /** Gives the notices that are due, until an instant. What is left then is given by the next run. */
    private void run(Instant end) {
        recordDue();
        Optional<SendResult> sent = send(() -> clock.instant().isBefore(end) && holdsClaim());
        if (holdsClaim()) {
            Instant now = clock.instant();
            runs.store(senders.isEmpty() ? NoticeRun.withoutFailure(now) : NoticeRun.after(runs.find(), sent, now));
        }
    }

    private Optional<SendResult> send(BooleanSupplier mayContinue) {
        return senders.stream()
                .flatMap(sender -> sender.sendPending(mayContinue).stream())
                .reduce(SendResult::plus);
    }

    private boolean holdsClaim() {
        return !isStopping() && claims.renew(process);
    }

    private void recordDue() {
        barrier.requireCurrent(SOURCES);
        Instant now = clock.instant();
        List<NoticeEvent> notices = due.find(now);
        for (int from = 0; from < notices.size() && holdsClaim(); from += QueryLimits.NOTICES_PER_APPEND) {
            log.record(notices.subList(from, Math.min(notices.size(), from + QueryLimits.NOTICES_PER_APPEND)));
        }
        barrier.requireCurrent(SOURCES);
    }
}
