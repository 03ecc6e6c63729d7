package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SqlConditions;

/**
 * Entries {@code r} of the audit trail.
 *
 * @param conditions conditions on {@code r}
 * @param selective whether an index on one of the conditions finds the entries; otherwise nearly all entries may match
 * @param first position of the first entry that can match; 0 for no limit
 * @param last position of the last entry that can match; {@code Long.MAX_VALUE} for no limit
 */
record AuditRange(SqlConditions conditions, boolean selective, long first, long last) {}
