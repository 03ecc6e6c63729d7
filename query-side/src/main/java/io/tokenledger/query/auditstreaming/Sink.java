package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.util.List;

/**
 * Delivers entries and their signals. Returns once they are delivered. If delivery is uncertain, it throws, and the
 * dispatcher retries the same rows.
 */
interface Sink {
    void deliver(List<AuditRow> rows) throws IOException, InterruptedException;
}
