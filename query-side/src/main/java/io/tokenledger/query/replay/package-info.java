/**
 * Rebuilds read models from the first event beside the live ones: to replace them, to be compared with them, or to be
 * queried as of a past position.
 */
@NullMarked
package io.tokenledger.query.replay;

import org.jspecify.annotations.NullMarked;
