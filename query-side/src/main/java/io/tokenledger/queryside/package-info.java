/** The query side as its own process. */
@NullMarked
package io.tokenledger.queryside;

import org.jspecify.annotations.NullMarked;
