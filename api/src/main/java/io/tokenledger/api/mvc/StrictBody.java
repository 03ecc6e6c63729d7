package io.tokenledger.api.mvc;

/**
 * A body whose fields decide what is done to much at once: a field that there is not, such as a misspelt {@code dry_run}, is
 * refused. All other bodies leave alone what they do not know, since clients may be newer than the ledger.
 */
public interface StrictBody {}
