/** Workspaces, as both sides show them. */
@NullMarked
package io.tokenledger.access.workspace;

import org.jspecify.annotations.NullMarked;
