/** What happens at an instant, also when the ledger was down as it came: Axon's deadlines on db-scheduler. */
@NullMarked
package io.tokenledger.command.deadline;

import org.jspecify.annotations.NullMarked;
