/** What an operator types: commands in the jar that ask a running ledger over HTTP. */
@NullMarked
package io.tokenledger.allinone.operator;

import org.jspecify.annotations.NullMarked;
