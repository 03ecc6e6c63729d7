/** How events are kept: their stored names, their tables, and what Axon needs to run on this Spring Boot. */
@NullMarked
package io.tokenledger.eventstore;

import org.jspecify.annotations.NullMarked;
