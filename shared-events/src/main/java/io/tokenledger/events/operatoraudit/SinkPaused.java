package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * Delivery to a sink was paused. It keeps its position.
 *
 * @param sink name of the sink
 */
@StoredAs("ledger.sink_paused")
public record SinkPaused(UUID sinkId, @Plain String sink) implements OperatorAuditEvent {}
