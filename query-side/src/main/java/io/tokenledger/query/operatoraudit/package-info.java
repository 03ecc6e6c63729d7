/** Puts on record who reads the ledger as a whole. */
@NullMarked
package io.tokenledger.query.operatoraudit;

import org.jspecify.annotations.NullMarked;
