/** Operator audit: reads and exports of the audit trail, replays, reports, simulations and bulk operations. */
@NullMarked
package io.tokenledger.events.operatoraudit;

import org.jspecify.annotations.NullMarked;
