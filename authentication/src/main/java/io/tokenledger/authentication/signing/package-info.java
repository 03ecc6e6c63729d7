/** API tokens (RFC 7519): how they are signed and verified, and the keys that sign them. */
@NullMarked
package io.tokenledger.authentication.signing;

import org.jspecify.annotations.NullMarked;
