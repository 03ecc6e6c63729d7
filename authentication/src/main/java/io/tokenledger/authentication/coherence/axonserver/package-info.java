/** Replays events into the lookup tables, which Axon Server commits before the tables do. */
@NullMarked
package io.tokenledger.authentication.coherence.axonserver;

import org.jspecify.annotations.NullMarked;
