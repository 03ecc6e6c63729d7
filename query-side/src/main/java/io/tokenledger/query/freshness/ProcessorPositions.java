package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far event processors have come. This process's own say so themselves; of others their last batches do. */
@Component
@SharedQueryHandler
public class ProcessorPositions {
    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;

    ProcessorPositions(EventProcessingConfiguration processing, JdbcClient jdbc) {
        this.processing = processing;
        this.jdbc = jdbc;
    }

    /** For each processor the position of the last event that it has applied; 0 before the first. */
    Map<String, Long> of(Collection<String> processors) {
        Map<String, Long> reached = new HashMap<>();
        List<String> elsewhere = new ArrayList<>();
        for (String processor : processors) {
            EventTrackerStatus here = whole(processor);
            if (here == null || here.isErrorState()) { // another process may go on with it
                elsewhere.add(processor);
            } else {
                reached.put(processor, EventPositions.of(here.getTrackingToken()));
            }
        }
        if (!elsewhere.isEmpty()) {
            reached.putAll(stored(elsewhere));
        }
        return reached;
    }

    /** Whether this process handles all events of the processor, in one part. */
    boolean isWholeHere(String processor) {
        return whole(processor) != null;
    }

    private @Nullable EventTrackerStatus whole(String processor) {
        EventTrackerStatus root = segments(processor).get(Segment.ROOT_SEGMENT.getSegmentId());
        return root == null || root.getSegment().getMask() != Segment.ROOT_SEGMENT.getMask() ? null : root;
    }

    private Map<Integer, EventTrackerStatus> segments(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .map(StreamingEventProcessor::processingStatus)
                .orElseGet(Map::of);
    }

    /** The same of one, as its last committed batch says, wherever it runs. */
    public long stored(String processor) {
        return stored(List.of(processor)).getOrDefault(processor, 0L);
    }

    private Map<String, Long> stored(List<String> processors) {
        Map<String, Long> reached = new HashMap<>();
        processors.forEach(processor -> reached.put(processor, 0L));
        jdbc.sql("""
                        SELECT processor_name, min(coalesce((t.token ->> 'index')::bigint, (t.token ->> 'globalIndex')::bigint + 1, 0))
                        FROM (SELECT processor_name, coalesce(said -> 'currentToken', said) AS token -- of one that was set back
                              FROM (SELECT processor_name, convert_from(token, 'UTF8')::jsonb AS said
                                    FROM events.tracking_token WHERE processor_name = ANY (?)) s) t
                        GROUP BY processor_name""")
                .param(processors.toArray(String[]::new))
                .query((row, number) -> reached.put(row.getString(1), row.getLong(2)))
                .list();
        return reached;
    }
}
