/** Pagination of the ledger's own routes: page sizes and cursors. */
@NullMarked
package io.tokenledger.query.paging;

import org.jspecify.annotations.NullMarked;
