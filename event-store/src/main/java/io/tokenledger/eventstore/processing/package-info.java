/** Event processors: one reader and one transaction for all that are at the same position. */
@NullMarked
package io.tokenledger.eventstore.processing;

import org.jspecify.annotations.NullMarked;
