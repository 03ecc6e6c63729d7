/** Generates a plausible history of a ledger from a seed, and the expected findings about an incident planted in it. */
@NullMarked
package io.tokenledger.historygenerator;

import org.jspecify.annotations.NullMarked;
