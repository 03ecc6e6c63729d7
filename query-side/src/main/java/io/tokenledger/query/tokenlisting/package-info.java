/** Read model: the current state of every API key, with its last use. */
@NullMarked
package io.tokenledger.query.tokenlisting;

import org.jspecify.annotations.NullMarked;
