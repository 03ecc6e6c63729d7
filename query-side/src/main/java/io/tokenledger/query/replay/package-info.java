/**
 * Rebuilds read models from the first event beside the live ones: to take their place, to be compared with them, or to
 * be asked what was known at a position of the past.
 */
@NullMarked
package io.tokenledger.query.replay;

import org.jspecify.annotations.NullMarked;
