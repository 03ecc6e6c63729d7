/** The state of the ledger itself: projections, replays, sandboxes and sinks. */
@NullMarked
package io.tokenledger.console.status;

import org.jspecify.annotations.NullMarked;
