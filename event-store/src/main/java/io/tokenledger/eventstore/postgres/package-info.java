/** Stores events in PostgreSQL. */
@NullMarked
package io.tokenledger.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
