/** JSON resources that both sides share: API keys, accounts, organizations, workspaces and token policies. */
@NullMarked
package io.tokenledger.api.resource;

import org.jspecify.annotations.NullMarked;
