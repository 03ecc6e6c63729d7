/** Uses of credentials in a partitioned table of their own, in PostgreSQL. */
@NullMarked
package io.tokenledger.eventstore.useevents;

import org.jspecify.annotations.NullMarked;
