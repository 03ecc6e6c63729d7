/** The clock of the database, and time-ordered identifiers. */
@NullMarked
package io.tokenledger.eventstore.time;

import org.jspecify.annotations.NullMarked;
