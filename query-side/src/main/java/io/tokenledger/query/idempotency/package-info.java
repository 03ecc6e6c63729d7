/** Repeated requests of operators: one with the same {@code Idempotency-Key} gets the first answer. */
@NullMarked
package io.tokenledger.query.idempotency;

import org.jspecify.annotations.NullMarked;
