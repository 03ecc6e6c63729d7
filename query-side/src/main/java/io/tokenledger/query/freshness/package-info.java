/** How far behind the events an answer is. */
@NullMarked
package io.tokenledger.query.freshness;

import org.jspecify.annotations.NullMarked;
