/** What can happen to workspaces, and to what accounts may do in them. */
@NullMarked
package io.tokenledger.events.workspace;

import org.jspecify.annotations.NullMarked;
