/** Lists of the ledger's own routes: how they are bounded and how they go on. */
@NullMarked
package io.tokenledger.query.paging;

import org.jspecify.annotations.NullMarked;
