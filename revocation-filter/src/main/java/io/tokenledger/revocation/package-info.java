/** Lets a workspace reject revoked API tokens. Their signatures alone would keep them valid for up to an hour. */
@NullMarked
package io.tokenledger.revocation;

import org.jspecify.annotations.NullMarked;
