/** Every way in which the ledger says no, each with one stable code. */
@NullMarked
package io.tokenledger.access.refusal;

import org.jspecify.annotations.NullMarked;
