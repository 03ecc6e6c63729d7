/** Lookup tables of credentials, accounts, workspaces and revoked API tokens, with their projections and caches. */
@NullMarked
package io.tokenledger.authentication.lookup;

import org.jspecify.annotations.NullMarked;
