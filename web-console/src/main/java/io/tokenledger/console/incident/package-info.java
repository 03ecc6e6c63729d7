/** Incidents: what was found, what it did, and the cases about it. */
@NullMarked
package io.tokenledger.console.incident;

import org.jspecify.annotations.NullMarked;
