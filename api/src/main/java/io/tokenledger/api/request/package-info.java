/** The HTTP edge that both sides share: request ids, bounds, the bearer filter, error bodies. */
@NullMarked
package io.tokenledger.api.request;

import org.jspecify.annotations.NullMarked;
