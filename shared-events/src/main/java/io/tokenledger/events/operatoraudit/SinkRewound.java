package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;

/**
 * The trail is delivered to a sink again from a past position on.
 *
 * @param sink its name
 * @param position behind which delivery begins again
 */
@StoredAs("ledger.sink_rewound")
public record SinkRewound(String sink, long position) implements OperatorAuditEvent {}
