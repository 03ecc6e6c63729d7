/** The audit trail: every event in order, as a row for security engineers. */
@NullMarked
package io.tokenledger.query.audittrail;

import org.jspecify.annotations.NullMarked;
