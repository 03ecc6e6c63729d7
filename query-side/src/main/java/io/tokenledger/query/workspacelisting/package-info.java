/** Read model: workspaces and who is assigned to them, as family 1 lists them. */
@NullMarked
package io.tokenledger.query.workspacelisting;

import org.jspecify.annotations.NullMarked;
