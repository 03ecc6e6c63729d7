package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers entries and their signals. Returns once they are delivered. If delivery is uncertain, it throws, and the
 * dispatcher retries the same rows.
 */
interface Sink {
    /**
     * Delivers entries.
     *
     * @param betweenMessages called before each message after the first, because each can take seconds
     */
    void deliver(List<AuditRow> rows, Runnable betweenMessages) throws IOException, InterruptedException;

    /**
     * Sends one test entry.
     *
     * @return HTTP status of the receiver; null for a receiver without one
     */
    default @Nullable Integer test(AuditRow entry) throws IOException, InterruptedException {
        deliver(List.of(entry), () -> {});
        return null;
    }
}
