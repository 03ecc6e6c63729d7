/** Operator audit: records reads of and operations on the ledger as a whole. */
@NullMarked
package io.tokenledger.query.operatoraudit;

import org.jspecify.annotations.NullMarked;
