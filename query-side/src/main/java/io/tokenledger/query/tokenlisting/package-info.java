/** Every API key as it stands now, with its last use. */
@NullMarked
package io.tokenledger.query.tokenlisting;

import org.jspecify.annotations.NullMarked;
