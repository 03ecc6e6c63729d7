/** Signing in by an OpenID Connect provider, where one is set. Everything but the account is Spring Security's. */
@NullMarked
package io.tokenledger.command.oidc;

import org.jspecify.annotations.NullMarked;
