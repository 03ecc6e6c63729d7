/** Formats in which entries of the audit trail are written for other systems. */
@NullMarked
package io.tokenledger.query.audittrail.format;

import org.jspecify.annotations.NullMarked;
