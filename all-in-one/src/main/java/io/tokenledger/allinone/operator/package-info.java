/** Operator commands of the jar. They call a running ledger over HTTP, or change the tables of a stopped one. */
@NullMarked
package io.tokenledger.allinone.operator;

import org.jspecify.annotations.NullMarked;
