package io.tokenledger.api.resource;

/**
 * A request body of a route that only the ledger has. An unknown field, such as a misspelt {@code dry_run}, is rejected.
 * The bodies of ZenML's routes ignore unknown fields, because its clients may be newer than the ledger.
 */
public interface StrictBody {}
