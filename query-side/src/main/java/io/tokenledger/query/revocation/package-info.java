/** Read model: which API tokens are good no longer, for workspaces that check them by signature alone. */
@NullMarked
package io.tokenledger.query.revocation;

import org.jspecify.annotations.NullMarked;
