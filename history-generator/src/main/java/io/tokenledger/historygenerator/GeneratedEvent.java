package io.tokenledger.historygenerator;

import io.tokenledger.events.LedgerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a made-up history, with all that the store keeps of it but its position.
 *
 * @param at when it was recorded, in whole milliseconds
 * @param eventId UUID version 7 of that millisecond; grows from each event to the next
 * @param aggregateType simple name of the aggregate's class, as Axon stores it; null for an event of no aggregate
 * @param aggregateId the event's own id where it is of no aggregate
 * @param sequence place in the stream of its aggregate, from 0 on without a gap; 0 where it is of no aggregate
 * @param metadata by the keys of {@link io.tokenledger.events.EventMetadata}
 */
public record GeneratedEvent(
        Instant at,
        UUID eventId,
        @Nullable String aggregateType,
        String aggregateId,
        long sequence,
        LedgerEvent event,
        Map<String, String> metadata) {}
