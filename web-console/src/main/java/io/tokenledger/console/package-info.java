/** The web console: pages for browsers on top of the HTTP API. */
@NullMarked
package io.tokenledger.console;

import org.jspecify.annotations.NullMarked;
