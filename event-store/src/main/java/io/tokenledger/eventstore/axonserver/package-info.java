/** Events in Axon Server, and how lost events are noticed. */
@NullMarked
package io.tokenledger.eventstore.axonserver;

import org.jspecify.annotations.NullMarked;
