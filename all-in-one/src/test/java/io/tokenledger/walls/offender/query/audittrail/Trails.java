package io.tokenledger.walls.offender.query.audittrail;

/** Innocent, but looked into. */
public final class Trails {}
