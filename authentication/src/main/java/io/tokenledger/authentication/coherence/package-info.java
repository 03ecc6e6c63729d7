/** Keeps the caches and lookup tables of several processes consistent. */
@NullMarked
package io.tokenledger.authentication.coherence;

import org.jspecify.annotations.NullMarked;
