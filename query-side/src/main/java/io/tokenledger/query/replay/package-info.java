/**
 * Rebuilds read models from the first event, in tables beside the live ones. The result replaces the live tables, is
 * compared with them, or answers queries as of a past position.
 */
@NullMarked
package io.tokenledger.query.replay;

import org.jspecify.annotations.NullMarked;
