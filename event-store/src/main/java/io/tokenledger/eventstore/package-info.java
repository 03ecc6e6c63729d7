/** Stores events: deployment modes, positions, and the configuration of Axon on this version of Spring Boot. */
@NullMarked
package io.tokenledger.eventstore;

import org.jspecify.annotations.NullMarked;
