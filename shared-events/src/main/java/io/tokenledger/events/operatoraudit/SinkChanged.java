package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * The target or the format of a sink was changed through the API.
 *
 * @param sink name of the sink
 * @param target target from now on: URL without a query, or {@code host:port}
 * @param format format of the entries from now on
 */
@StoredAs("ledger.sink_changed")
public record SinkChanged(
        UUID sinkId,
        @Plain String sink,
        @Plain String target,
        @Plain String format) implements OperatorAuditEvent {}
