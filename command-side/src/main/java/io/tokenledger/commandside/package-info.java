/** The command side as a process of its own. */
@NullMarked
package io.tokenledger.commandside;

import org.jspecify.annotations.NullMarked;
