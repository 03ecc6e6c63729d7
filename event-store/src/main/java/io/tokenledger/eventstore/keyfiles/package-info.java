/** Files of secret keys outside the database, readable by the ledger's own user only. */
@NullMarked
package io.tokenledger.eventstore.keyfiles;

import org.jspecify.annotations.NullMarked;
