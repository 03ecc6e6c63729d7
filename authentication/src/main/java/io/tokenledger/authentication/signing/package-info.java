/** API tokens (RFC 7519): the keys that sign them, how they are minted, read and published. */
@NullMarked
package io.tokenledger.authentication.signing;

import org.jspecify.annotations.NullMarked;
