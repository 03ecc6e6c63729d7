package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;

/**
 * The delivery of the audit trail to a sink was reset to an earlier position.
 *
 * @param sink name of the sink
 * @param position position after which delivery starts again
 */
@StoredAs("ledger.sink_rewound")
public record SinkRewound(@Plain String sink, long position) implements OperatorAuditEvent {}
