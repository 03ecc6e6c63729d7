package io.tokenledger.architecture.violation.query.audittrail;

/** Innocent, but looked into. */
public final class Trails {}
