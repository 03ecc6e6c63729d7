package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Answers;
import java.util.Map;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far event processors have come. This process's own say so themselves; of others their last batches do. */
@Component
@Answers
public class ProcessorPositions {
    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;

    ProcessorPositions(EventProcessingConfiguration processing, JdbcClient jdbc) {
        this.processing = processing;
        this.jdbc = jdbc;
    }

    /** The position of the last event that it has taken in; 0 before the first. */
    long of(String processor) {
        Map<Integer, EventTrackerStatus> here = segments(processor);
        return here.isEmpty() || here.values().stream().anyMatch(EventTrackerStatus::isErrorState)
                ? stored(processor) // after a failure another process may go on with it
                : here.values().stream()
                        .mapToLong(segment -> EventPositions.of(segment.getTrackingToken()))
                        .min()
                        .orElse(0);
    }

    private Map<Integer, EventTrackerStatus> segments(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .map(StreamingEventProcessor::processingStatus)
                .orElseGet(Map::of);
    }

    /** The same, as its last committed batch says, wherever it runs. */
    public long stored(String processor) {
        Optional<Long> position =
                jdbc.sql("""
                        SELECT min(coalesce((t.said ->> 'index')::bigint, (t.said ->> 'globalIndex')::bigint + 1, 0))
                        FROM (SELECT convert_from(token, 'UTF8')::jsonb AS said
                              FROM events.tracking_token WHERE processor_name = ?) t""").param(processor).query(Long.class).optional();
        return position.orElse(0L);
    }
}
