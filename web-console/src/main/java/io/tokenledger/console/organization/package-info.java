/** Organizations: members, service accounts, workspaces, tokens and the token policy. */
@NullMarked
package io.tokenledger.console.organization;

import org.jspecify.annotations.NullMarked;
