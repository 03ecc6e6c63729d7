/** Encrypts the personal texts of events that an older build stored in clear, in place, while the ledger runs. */
@NullMarked
package io.tokenledger.eventstore.cleartext;

import org.jspecify.annotations.NullMarked;
