package io.tokenledger.api.mvc;

/**
 * A request body for an operation on many objects. An unknown field, such as a misspelt {@code dry_run}, is rejected.
 * All other bodies ignore unknown fields, because clients may be newer than the ledger.
 */
public interface StrictBody {}
