package io.tokenledger.authentication.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.authentication.AuthenticationLimits;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.eventhandling.EventMessage;

/** Writes counted repeats, and keeps up to 100,000 events that the store did not accept, to retry them. */
final class PendingRepeats {
    private record Unwritten(EventMessage<?> repeats, long count) {}

    private final UsageBatchWriter batchWriter;
    private final Counter dropped;
    private final Queue<Unwritten> unwritten = new ConcurrentLinkedQueue<>();

    PendingRepeats(UsageBatchWriter batchWriter, MeterRegistry meters) {
        this.batchWriter = batchWriter;
        this.dropped = Counter.builder("ledger.use.repeats.dropped")
                .description(
                        "Counted uses that were lost, because the store was unavailable until the retry queue was full")
                .register(meters);
    }

    /** Appends the same message on each retry, so that the store recognizes it if a response was lost. */
    void write(EventMessage<?> repeats, long count) {
        batchWriter.append(repeats, why -> {
            if (why != null) {
                keepForLater(new Unwritten(repeats, count));
            }
        });
    }

    void rewrite() {
        for (int left = unwritten.size(); left > 0; left--) {
            Unwritten again = unwritten.poll();
            if (again != null) {
                write(again.repeats(), again.count());
            }
        }
    }

    private void keepForLater(Unwritten repeats) {
        if (unwritten.size() < AuthenticationLimits.MAX_UNWRITTEN_REPEATS) {
            unwritten.add(repeats);
        } else {
            dropped.increment((double) repeats.count());
        }
    }
}
