package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test entry is sent to a sink. The event is recorded before the test, so it does not contain the result.
 *
 * @param sinkId id of a sink that was added through the API; null for a configured one
 * @param sink name of the sink
 */
@StoredAs("ledger.sink_tested")
public record SinkTested(@Nullable UUID sinkId, @Plain String sink) implements OperatorAuditEvent {}
