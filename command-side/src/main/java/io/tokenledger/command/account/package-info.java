/** Accounts, their passwords and their administration. */
@NullMarked
package io.tokenledger.command.account;

import org.jspecify.annotations.NullMarked;
