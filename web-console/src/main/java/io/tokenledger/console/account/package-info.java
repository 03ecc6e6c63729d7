/** The viewer's own account: password and sessions. */
@NullMarked
package io.tokenledger.console.account;

import org.jspecify.annotations.NullMarked;
