/** What every write does at the edge: who asks, what was asked before, when the listing shows it. */
@NullMarked
package io.tokenledger.command.readyourwrites;

import org.jspecify.annotations.NullMarked;
