/** Idempotent writes: a repeated request with the same {@code Idempotency-Key} has one effect. */
@NullMarked
package io.tokenledger.command.idempotency;

import org.jspecify.annotations.NullMarked;
