package io.tokenledger.query.audittrail;

/** The outcomes of an entry. */
enum AuditOutcome {
    ACCEPTED,
    REFUSED
}
