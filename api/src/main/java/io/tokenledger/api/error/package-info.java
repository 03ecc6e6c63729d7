/** Every way in which the ledger says no, each with one stable code. */
@NullMarked
package io.tokenledger.api.error;

import org.jspecify.annotations.NullMarked;
