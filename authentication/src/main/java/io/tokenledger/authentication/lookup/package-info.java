/** Lookup tables of credentials, accounts, workspaces, revoked API tokens and legal holds, with their projections and caches. */
@NullMarked
package io.tokenledger.authentication.lookup;

import org.jspecify.annotations.NullMarked;
