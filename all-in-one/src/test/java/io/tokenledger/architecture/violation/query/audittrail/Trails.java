package io.tokenledger.architecture.violation.query.audittrail;

/** No violation itself, but the target of forbidden dependencies. */
public final class Trails {}
