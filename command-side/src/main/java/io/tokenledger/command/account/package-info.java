/** The life of an account, and signing in. */
@NullMarked
package io.tokenledger.command.account;

import org.jspecify.annotations.NullMarked;
