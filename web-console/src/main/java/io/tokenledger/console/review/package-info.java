/** The security review: posture, comparisons, bulk operations, and the state of the ledger itself. */
@NullMarked
package io.tokenledger.console.review;

import org.jspecify.annotations.NullMarked;
