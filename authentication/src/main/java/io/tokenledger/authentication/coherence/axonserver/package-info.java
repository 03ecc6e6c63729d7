/** Replays events into the lookup tables, because Axon Server commits events before PostgreSQL commits the tables. */
@NullMarked
package io.tokenledger.authentication.coherence.axonserver;

import org.jspecify.annotations.NullMarked;
