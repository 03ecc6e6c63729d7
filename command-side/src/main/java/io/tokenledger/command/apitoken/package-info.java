/** Revocation of single API tokens before their expiry. API tokens from sign-ins are the sessions of an account. */
@NullMarked
package io.tokenledger.command.apitoken;

import org.jspecify.annotations.NullMarked;
