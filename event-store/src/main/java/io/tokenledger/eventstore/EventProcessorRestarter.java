package io.tokenledger.eventstore;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells event processors that the store is back. After a failure they wait, twice as long each time and up to a minute;
 * where it was the store that was away, they go on as soon as it answers.
 */
final class EventProcessorRestarter {
    private static final Logger LOG = LoggerFactory.getLogger(EventProcessorRestarter.class);

    private final EventProcessingConfiguration processing;
    private final Runnable ask;
    private boolean away;

    /**
     * Not yet looking.
     *
     * @param ask whatever processors need; fails while it is away
     */
    EventProcessorRestarter(EventProcessingConfiguration processing, Runnable ask) {
        this.processing = processing;
        this.ask = ask;
    }

    /** An absence too short to be noticed here is one after which their own first retries come soon enough. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void look() {
        List<StreamingEventProcessor> waiting = waiting();
        if (waiting.isEmpty() && !away) {
            return;
        }
        boolean wasAway = away;
        away = isAway();
        if (!wasAway && away) {
            LOG.warn("The store is out of reach; {} event processors wait until it answers.", waiting.size());
        }
        if (wasAway && !away && !waiting.isEmpty()) {
            LOG.info("The store answers again; {} event processors resume.", waiting.size());
            waiting.forEach(processor -> Thread.startVirtualThread(() -> resume(processor)));
        }
    }

    private List<StreamingEventProcessor> waiting() {
        return processing.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .filter(processor ->
                        processor.processingStatus().values().stream().anyMatch(EventTrackerStatus::isErrorState))
                .toList();
    }

    private static void resume(StreamingEventProcessor processor) {
        processor.shutDown();
        processor.start();
    }

    private boolean isAway() {
        try {
            ask.run();
            return false;
        } catch (RuntimeException failure) {
            LOG.debug("The store is away", failure);
            return true;
        }
    }
}
