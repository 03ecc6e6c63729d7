/** Limits on concurrent work: in all, and for each account or client network, so that one caller cannot take all of it. */
@NullMarked
package io.tokenledger.api.limit;

import org.jspecify.annotations.NullMarked;
