/** Makes a repeated write do nothing twice. */
@NullMarked
package io.tokenledger.command.idempotency;

import org.jspecify.annotations.NullMarked;
