/** Reads the request that a proxy describes when it asks about a credential (forward authentication). */
@NullMarked
package io.tokenledger.api.forwardauth;

import org.jspecify.annotations.NullMarked;
