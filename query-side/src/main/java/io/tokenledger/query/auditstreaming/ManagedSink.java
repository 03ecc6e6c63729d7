package io.tokenledger.query.auditstreaming;

import io.tokenledger.events.WireNames;
import java.util.UUID;

/**
 * A sink that was added through the API, as its events say.
 *
 * @param type {@code webhook} or {@code syslog}
 * @param target URL without a query, or {@code host:port}
 * @param startPosition position after which delivery starts
 * @param version position of the last event about the sink
 */
record ManagedSink(
        UUID id,
        String name,
        String type,
        String target,
        String format,
        long startPosition,
        boolean paused,
        boolean removed,
        long version) {
    /** The name of its row in {@code query_side.sink}. A sink of the same name that is added later has another row. */
    String progressKey() {
        return id.toString();
    }

    boolean isWebhook() {
        return type.equals(WireNames.of(SinkProperties.Type.WEBHOOK));
    }
}
