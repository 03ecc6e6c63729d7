package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * Delivery to a paused sink was resumed after its last delivered entry.
 *
 * @param sink name of the sink
 */
@StoredAs("ledger.sink_resumed")
public record SinkResumed(UUID sinkId, @Plain String sink) implements OperatorAuditEvent {}
