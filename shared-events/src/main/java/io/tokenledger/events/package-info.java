/** All events of the ledger and the value types in them. */
@NullMarked
package io.tokenledger.events;

import org.jspecify.annotations.NullMarked;
