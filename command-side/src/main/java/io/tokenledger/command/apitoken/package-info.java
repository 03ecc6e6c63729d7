/** API tokens that are ended by themselves, before their expiry; those of sign-ins are the sessions of an account. */
@NullMarked
package io.tokenledger.command.apitoken;

import org.jspecify.annotations.NullMarked;
