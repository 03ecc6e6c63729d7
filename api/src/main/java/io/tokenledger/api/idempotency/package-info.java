/** Repeated requests: which routes accept an {@code Idempotency-Key}, and its syntax. */
@NullMarked
package io.tokenledger.api.idempotency;

import org.jspecify.annotations.NullMarked;
