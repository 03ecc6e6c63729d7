package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.processing.LedgerEventProcessor;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Positions of event processors: from the processor itself if it runs in this process, else from the token that its
 * last batch stored.
 */
@Component
@SharedQueryHandler
public class ProcessorPositions {
    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;

    ProcessorPositions(EventProcessingConfiguration processing, JdbcClient jdbc) {
        this.processing = processing;
        this.jdbc = jdbc;
    }

    /** The position of the last event that each processor has applied; 0 before the first. */
    Map<String, Long> of(Collection<String> processors) {
        Map<String, Long> reached = new HashMap<>();
        List<String> elsewhere = new ArrayList<>();
        for (String processor : processors) {
            EventTrackerStatus here = statusHere(processor);
            if (here == null || here.isErrorState()) { // another process may have taken over
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

    private @Nullable EventTrackerStatus statusHere(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .map(running -> running.processingStatus().get(LedgerEventProcessor.SEGMENT))
                .orElse(null);
    }

    /** The position of a processor as of its last committed batch, in whichever process it runs. */
    public long stored(String processor) {
        return stored(List.of(processor)).getOrDefault(processor, 0L);
    }

    private Map<String, Long> stored(List<String> processors) {
        Map<String, Long> reached = new HashMap<>();
        processors.forEach(processor -> reached.put(processor, 0L));
        jdbc.sql("""
                        SELECT processor_name, coalesce((t.token ->> 'index')::bigint, (t.token ->> 'globalIndex')::bigint + 1, 0)
                        FROM (SELECT processor_name, coalesce(said -> 'currentToken', said) AS token -- of one that was set back
                              FROM (SELECT processor_name, convert_from(token, 'UTF8')::jsonb AS said
                                    FROM events.tracking_token WHERE processor_name = ANY (?) AND segment = ?) s) t""")
                .params(processors.toArray(String[]::new), LedgerEventProcessor.SEGMENT)
                .query((row, number) -> reached.put(row.getString(1), row.getLong(2)))
                .list();
        return reached;
    }
}
