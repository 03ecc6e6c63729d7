/** How this process dispatches commands: transactions, retries, deadlines. */
@NullMarked
package io.tokenledger.authentication.commandbus;

import org.jspecify.annotations.NullMarked;
