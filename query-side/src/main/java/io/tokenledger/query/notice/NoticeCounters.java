package io.tokenledger.query.notice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.events.notice.NoticeChannel;
import io.tokenledger.events.notice.NoticeProblem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts the notices that this process has sent in one way, and those that it could not send. */
public final class NoticeCounters {
    private final Counter sent;
    private final Map<NoticeProblem, Counter> failed = new EnumMap<>(NoticeProblem.class);

    public NoticeCounters(NoticeChannel channel, MeterRegistry meters) {
        this.sent = Counter.builder("ledger.notices.sent")
                .description("Notices that were sent")
                .tag("channel", channel.wire())
                .register(meters);
        for (NoticeProblem problem : NoticeProblem.values()) {
            failed.put(
                    problem,
                    Counter.builder("ledger.notices.failed")
                            .description("Notices that were not sent; each attempt counts")
                            .tag("channel", channel.wire())
                            .tag("problem", problem.wire())
                            .register(meters));
        }
    }

    public void sent(int notices) {
        sent.increment(notices);
    }

    public void failed(NoticeProblem problem, int notices) {
        Objects.requireNonNull(failed.get(problem)).increment(notices);
    }
}
