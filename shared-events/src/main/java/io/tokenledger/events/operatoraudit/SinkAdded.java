package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A sink of the audit trail was added through the API. Its signing secret is in no event.
 *
 * @param sink name of the sink, unique among the sinks that are not removed
 * @param type {@code webhook} or {@code syslog}
 * @param target URL without a query, or {@code host:port}
 * @param format format of the entries
 * @param position position after which delivery starts
 */
@StoredAs("ledger.sink_added")
public record SinkAdded(
        UUID sinkId,
        @Plain String sink,
        @Plain String type,
        @Plain String target,
        @Plain String format,
        long position) implements OperatorAuditEvent {}
