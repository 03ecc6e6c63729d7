/** Legal holds: what they name is neither erased nor dropped until their release. */
@NullMarked
package io.tokenledger.command.legalhold;

import org.jspecify.annotations.NullMarked;
