package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Answers;
import java.util.Map;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.Segment;
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
        EventTrackerStatus here = segments(processor).get(Segment.ROOT_SEGMENT.getSegmentId());
        return here == null
                        || here.isErrorState() // another process may go on with it
                        || here.getSegment().getMask() != Segment.ROOT_SEGMENT.getMask() // it is split
                ? stored(processor)
                : EventPositions.of(here.getTrackingToken());
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
                        SELECT min(coalesce((t.token ->> 'index')::bigint, (t.token ->> 'globalIndex')::bigint + 1, 0))
                        FROM (SELECT coalesce(said -> 'currentToken', said) AS token -- of one that was set back
                              FROM (SELECT convert_from(token, 'UTF8')::jsonb AS said
                                    FROM events.tracking_token WHERE processor_name = ?) s) t""").param(processor).query(Long.class).optional();
        return position.orElse(0L);
    }
}
