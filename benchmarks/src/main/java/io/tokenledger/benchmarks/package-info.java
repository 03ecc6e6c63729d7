/** Measures the CPU time of the ledger's answers, compared with a constant answer of the same web server. */
@NullMarked
package io.tokenledger.benchmarks;

import org.jspecify.annotations.NullMarked;
