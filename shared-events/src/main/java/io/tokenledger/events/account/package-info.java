/** Events of accounts and sign-ins. */
@NullMarked
package io.tokenledger.events.account;

import org.jspecify.annotations.NullMarked;
