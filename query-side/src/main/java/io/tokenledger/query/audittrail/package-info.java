/** Every event in order, as a row that a security engineer can read. */
@NullMarked
package io.tokenledger.query.audittrail;

import org.jspecify.annotations.NullMarked;
