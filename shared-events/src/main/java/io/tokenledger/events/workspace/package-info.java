/** Events of workspaces and of the roles of accounts in them. */
@NullMarked
package io.tokenledger.events.workspace;

import org.jspecify.annotations.NullMarked;
