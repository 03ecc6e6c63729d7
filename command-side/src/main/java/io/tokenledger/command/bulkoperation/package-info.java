/** Bulk operations of incident response: deactivate many keys at once, then restore or delete them. */
@NullMarked
package io.tokenledger.command.bulkoperation;

import org.jspecify.annotations.NullMarked;
