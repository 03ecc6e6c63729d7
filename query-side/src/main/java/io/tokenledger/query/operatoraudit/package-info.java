/** Operator audit: records reads of and operations on the ledger as a whole, and sinks that were set back. */
@NullMarked
package io.tokenledger.query.operatoraudit;

import org.jspecify.annotations.NullMarked;
