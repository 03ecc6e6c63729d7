/** The problems with which the ledger rejects requests, each with one stable code (RFC 9457). */
@NullMarked
package io.tokenledger.api.problem;

import org.jspecify.annotations.NullMarked;
