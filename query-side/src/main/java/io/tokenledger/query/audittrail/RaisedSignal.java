package io.tokenledger.query.audittrail;

import java.util.List;

/**
 * A signal for the audit trail.
 *
 * @param position position of the event that raised it
 * @param evidence positions of all events behind it
 */
record RaisedSignal(long position, String kind, String reason, List<Long> evidence) {}
