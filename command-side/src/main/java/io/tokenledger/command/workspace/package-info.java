/** Workspaces and the roles of accounts in them. */
@NullMarked
package io.tokenledger.command.workspace;

import org.jspecify.annotations.NullMarked;
