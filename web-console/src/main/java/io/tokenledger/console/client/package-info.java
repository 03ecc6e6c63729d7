/** The console's client of the HTTP API. */
@NullMarked
package io.tokenledger.console.client;

import org.jspecify.annotations.NullMarked;
