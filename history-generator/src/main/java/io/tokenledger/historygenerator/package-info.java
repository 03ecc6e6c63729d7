/** Makes up what could have happened to a ledger, from a seed, and remembers the incident that it planted in it. */
@NullMarked
package io.tokenledger.historygenerator;

import org.jspecify.annotations.NullMarked;
