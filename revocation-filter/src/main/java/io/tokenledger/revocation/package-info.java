/** What a workspace needs to refuse the API tokens of dead keys, which their signatures alone would let in for an hour. */
@NullMarked
package io.tokenledger.revocation;

import org.jspecify.annotations.NullMarked;
