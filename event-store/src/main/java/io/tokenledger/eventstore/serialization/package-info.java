/** Writes events as JSON and reads them back. */
@NullMarked
package io.tokenledger.eventstore.serialization;

import org.jspecify.annotations.NullMarked;
