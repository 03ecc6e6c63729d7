/** The query side as a process of its own. */
@NullMarked
package io.tokenledger.queryside;

import org.jspecify.annotations.NullMarked;
