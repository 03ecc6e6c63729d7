package io.tokenledger.historygenerator;

import io.tokenledger.events.LedgerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a generated history, with every stored column except the position.
 *
 * @param at time of recording, in whole milliseconds
 * @param eventId UUID version 7 of that millisecond; increases from each event to the next
 * @param aggregateType simple name of the aggregate's class, as Axon stores it; null for an event without an aggregate
 * @param aggregateId id of the aggregate; the event's own id if it has no aggregate
 * @param sequence place in the stream of the aggregate, from 0 without gaps; 0 if the event has no aggregate
 * @param metadata values by the keys of {@link io.tokenledger.events.EventMetadata}
 */
public record GeneratedEvent(
        Instant at,
        UUID eventId,
        @Nullable String aggregateType,
        String aggregateId,
        long sequence,
        LedgerEvent event,
        Map<String, String> metadata) {}
