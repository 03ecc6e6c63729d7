/** Who looked at the ledger as a whole, took something out of it, or acted on many keys at once: auditors are audited too. */
@NullMarked
package io.tokenledger.events.operatoraudit;

import org.jspecify.annotations.NullMarked;
