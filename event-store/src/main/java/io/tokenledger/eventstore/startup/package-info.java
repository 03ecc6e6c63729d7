/** Explains a failed start in one sentence instead of a stack trace. */
@NullMarked
package io.tokenledger.eventstore.startup;

import org.jspecify.annotations.NullMarked;
