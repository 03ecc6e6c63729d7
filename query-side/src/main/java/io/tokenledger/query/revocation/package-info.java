/** Read model: revoked API tokens, for workspaces that check them by signature alone. */
@NullMarked
package io.tokenledger.query.revocation;

import org.jspecify.annotations.NullMarked;
