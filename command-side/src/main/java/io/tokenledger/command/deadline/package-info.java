/** Axon deadlines on db-scheduler. Deadlines that pass while the ledger is down run after its next start. */
@NullMarked
package io.tokenledger.command.deadline;

import org.jspecify.annotations.NullMarked;
