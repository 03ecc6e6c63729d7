/** Stores events in Axon Server, and detects lost events. */
@NullMarked
package io.tokenledger.eventstore.axonserver;

import org.jspecify.annotations.NullMarked;
