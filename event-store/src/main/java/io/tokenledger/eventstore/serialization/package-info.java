/** How events are written as JSON and read back. */
@NullMarked
package io.tokenledger.eventstore.serialization;

import org.jspecify.annotations.NullMarked;
