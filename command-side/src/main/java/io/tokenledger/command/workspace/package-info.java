/** The life of a workspace, and who may enter it. */
@NullMarked
package io.tokenledger.command.workspace;

import org.jspecify.annotations.NullMarked;
