/** Events that remain of others after their retention. */
@NullMarked
package io.tokenledger.events.retention;

import org.jspecify.annotations.NullMarked;
