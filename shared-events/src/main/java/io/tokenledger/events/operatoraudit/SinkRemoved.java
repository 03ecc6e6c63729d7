package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A sink was removed through the API, together with its signing secret.
 *
 * @param sink name of the sink
 */
@StoredAs("ledger.sink_removed")
public record SinkRemoved(UUID sinkId, @Plain String sink) implements OperatorAuditEvent {}
