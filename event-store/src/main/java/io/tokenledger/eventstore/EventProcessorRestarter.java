package io.tokenledger.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Restarts event processors once the store is available again. After a failure, a processor waits before each retry,
 * twice as long each time, up to a minute. If the store was out of reach, the processors resume as soon as it responds.
 */
final class EventProcessorRestarter {
    private static final Logger LOG = LoggerFactory.getLogger(EventProcessorRestarter.class);

    private final Supplier<Collection<EventProcessor>> processors;
    private final Runnable probe;
    private final Executor threads;
    private final Set<StreamingEventProcessor> stopped = ConcurrentHashMap.newKeySet();
    private final Set<StreamingEventProcessor> restarting = ConcurrentHashMap.newKeySet();
    private boolean unavailable;

    /**
     * Creates a restarter that has not checked the store yet.
     *
     * @param processors all event processors of this process
     * @param probe call that needs the store, and fails while the store is out of reach
     * @param threads run the restarts, because a processor takes seconds to stop
     */
    EventProcessorRestarter(Supplier<Collection<EventProcessor>> processors, Runnable probe, Executor threads) {
        this.threads = threads;
        this.processors = processors;
        this.probe = probe;
    }

    /**
     * Checks the store once a second. An outage shorter than that may go unnoticed. This does no harm: the processors
     * still retry at short intervals.
     */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void check() {
        List<StreamingEventProcessor> waiting = waiting();
        if (waiting.isEmpty() && stopped.isEmpty() && !unavailable) {
            return;
        }
        boolean wasAway = unavailable;
        unavailable = isUnavailable();
        if (!wasAway && unavailable) {
            LOG.warn(
                    "The store is unavailable. {} event processors pause until it responds; read models lag meanwhile.",
                    waiting.size());
        }
        if (wasAway && !unavailable && !waiting.isEmpty()) {
            LOG.info("The store is available again; {} event processors resume.", waiting.size());
            stopped.addAll(waiting);
        }
        if (!unavailable) {
            stopped.forEach(processor -> threads.execute(() -> restart(processor)));
        }
    }

    private List<StreamingEventProcessor> waiting() {
        return processors.get().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .filter(processor ->
                        processor.processingStatus().values().stream().anyMatch(EventTrackerStatus::isErrorState))
                .toList();
    }

    /** Restarts a processor. If that fails, because the store went away again or is overloaded, the next check repeats it. */
    private void restart(StreamingEventProcessor processor) {
        if (!restarting.add(processor)) {
            return;
        }
        try {
            processor.shutDown();
        } catch (RuntimeException failure) {
            LOG.debug("Event processor {} did not stop cleanly; it is started anyway", processor.getName(), failure);
        }
        try {
            processor.start();
            stopped.remove(processor);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Event processor {} could not be started: {}. The next attempt is in a second.",
                    processor.getName(),
                    failure.getMessage());
        } finally {
            restarting.remove(processor);
        }
    }

    private boolean isUnavailable() {
        try {
            probe.run();
            return false;
        } catch (RuntimeException failure) {
            LOG.debug("The store is unavailable", failure);
            return true;
        }
    }
}
