/** Read-your-writes: a response to a write can wait until the read models show the change. */
@NullMarked
package io.tokenledger.command.readyourwrites;

import org.jspecify.annotations.NullMarked;
