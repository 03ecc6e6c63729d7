/** The language of the ledger: every event that can ever have happened, and the value types inside them. */
@NullMarked
package io.tokenledger.events;

import org.jspecify.annotations.NullMarked;
