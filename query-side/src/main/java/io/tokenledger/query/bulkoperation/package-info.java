/** Bulk operations: the current state of the keys that were deactivated together, and their refused uses since. */
@NullMarked
package io.tokenledger.query.bulkoperation;

import org.jspecify.annotations.NullMarked;
