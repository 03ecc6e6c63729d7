package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.util.List;

/** Takes entries, and among them their signals. Returns once they are delivered; throws where that is not certain, and is given them again. */
interface Sink {
    void deliver(List<AuditRow> rows) throws IOException, InterruptedException;
}
