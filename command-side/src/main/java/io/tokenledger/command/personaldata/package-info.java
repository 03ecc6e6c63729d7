/** Personal texts about no known account, and the end of their retention. */
@NullMarked
package io.tokenledger.command.personaldata;

import org.jspecify.annotations.NullMarked;
