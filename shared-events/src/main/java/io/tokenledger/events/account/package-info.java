/** Accounts, and how people sign in. */
@NullMarked
package io.tokenledger.events.account;

import org.jspecify.annotations.NullMarked;
