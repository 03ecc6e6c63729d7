package io.tokenledger.eventstore;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells event processors that the store is back. After a failure they wait, twice as long each time and up to a minute;
 * where nothing failed but the store, they go on as soon as it answers.
 */
final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final EventProcessingConfiguration processing;
    private final EventPositions events;
    private Set<String> waitingBefore = Set.of();

    Resumption(EventProcessingConfiguration processing, EventPositions events) {
        this.processing = processing;
        this.events = events;
    }

    /** Not at once: their own first retries come within a second or two. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void look() {
        Set<String> waiting = new HashSet<>();
        processing.eventProcessors().forEach((name, processor) -> {
            if (processor instanceof StreamingEventProcessor streaming && isWaitingForTheStore(streaming)) {
                waiting.add(name);
            }
        });
        Set<String> patient = new HashSet<>(waiting);
        patient.retainAll(waitingBefore);
        waitingBefore = waiting;
        if (!patient.isEmpty() && isBack()) {
            patient.forEach(name -> Thread.startVirtualThread(() -> resume(name)));
            waitingBefore = Set.of();
        }
    }

    private void resume(String name) {
        LOG.info("The store is back; {} goes on.", name);
        processing.eventProcessor(name, StreamingEventProcessor.class).ifPresent(processor -> {
            processor.shutDown();
            processor.start();
        });
    }

    private boolean isBack() {
        try {
            events.head();
            return true;
        } catch (RuntimeException away) {
            LOG.debug("The store is away", away);
            return false;
        }
    }

    private static boolean isWaitingForTheStore(StreamingEventProcessor processor) {
        return processor.processingStatus().values().stream()
                .filter(EventTrackerStatus::isErrorState)
                .anyMatch(segment -> isOfTheStore(segment.getError()));
    }

    /** SQL state classes 08, connection exception, and 57, operator intervention; none at all where the pool speaks. */
    private static boolean isOfTheStore(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql
                            && (sql.getSQLState() == null
                                    || sql.getSQLState().startsWith("08")
                                    || sql.getSQLState().startsWith("57")))) {
                return true;
            }
        }
        return false;
    }
}
