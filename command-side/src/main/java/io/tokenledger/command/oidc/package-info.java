/**
 * Sign-in by an OpenID Connect provider, where one is configured. Spring Security implements the protocol; this package
 * registers and signs in the account.
 */
@NullMarked
package io.tokenledger.command.oidc;

import org.jspecify.annotations.NullMarked;
