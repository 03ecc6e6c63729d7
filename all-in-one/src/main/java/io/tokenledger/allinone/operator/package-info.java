/** Commands in the jar that an operator types: to a running ledger over HTTP, or to the tables of a stopped one. */
@NullMarked
package io.tokenledger.allinone.operator;

import org.jspecify.annotations.NullMarked;
