/** Read model: workspaces and who is assigned to them, as ZenML's routes list them. */
@NullMarked
package io.tokenledger.query.workspacelisting;

import org.jspecify.annotations.NullMarked;
