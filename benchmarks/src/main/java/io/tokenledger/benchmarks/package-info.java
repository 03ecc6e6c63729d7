/** Measures what an answer of the ledger costs in CPU time, beside a constant answer of the same web server. */
@NullMarked
package io.tokenledger.benchmarks;

import org.jspecify.annotations.NullMarked;
