/** Read model: workspaces and their assigned accounts, as ZenML's routes list them. */
@NullMarked
package io.tokenledger.query.workspacelisting;

import org.jspecify.annotations.NullMarked;
