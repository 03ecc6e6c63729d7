package io.tokenledger.authentication.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.authentication.AuthenticationLimits;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.EventMessage;

/** Writes counted repeats, and keeps up to 100,000 events that the store did not accept, to retry them. */
final class PendingRepeats {
    private record Unwritten(EventMessage<?> repeats, long count) {}

    private final UsageBatchWriter batchWriter;
    private final Counter dropped;
    private final Queue<Unwritten> toRetry = new LinkedBlockingQueue<>(AuthenticationLimits.MAX_UNWRITTEN_REPEATS);
    private final AtomicInteger unwritten = new AtomicInteger();

    PendingRepeats(UsageBatchWriter batchWriter, MeterRegistry meters) {
        this.batchWriter = batchWriter;
        this.dropped = Counter.builder("ledger.use.repeats.dropped")
                .description(
                        "Counted uses that were lost, because the store was unavailable until the retry queue was full")
                .register(meters);
        Gauge.builder("ledger.use.repeats.unwritten", unwritten, AtomicInteger::get)
                .description("Events with counted uses that the store has not accepted yet")
                .register(meters);
    }

    void write(EventMessage<?> repeats, long count) {
        unwritten.incrementAndGet();
        append(new Unwritten(repeats, count));
    }

    void rewrite() {
        for (int left = toRetry.size(); left > 0; left--) {
            Unwritten again = toRetry.poll();
            if (again != null) {
                append(again);
            }
        }
    }

    /** Appends the same message on each retry, so that the store recognizes it if a response was lost. */
    private void append(Unwritten event) {
        batchWriter.append(event.repeats(), why -> {
            if (why == null) {
                unwritten.decrementAndGet();
            } else if (!toRetry.offer(event)) {
                unwritten.decrementAndGet();
                dropped.increment((double) event.count());
            }
        });
    }
}
