/**
 * Operator audit: reads and exports of the audit trail, replays, reports, simulations, bulk operations, and changes of
 * sinks.
 */
@NullMarked
package io.tokenledger.events.operatoraudit;

import org.jspecify.annotations.NullMarked;
