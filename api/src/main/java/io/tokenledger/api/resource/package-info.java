/**
 * JSON resources that several modules share: API keys, accounts, organizations, workspaces, token policies and kinds of
 * signals.
 */
@NullMarked
package io.tokenledger.api.resource;

import org.jspecify.annotations.NullMarked;
