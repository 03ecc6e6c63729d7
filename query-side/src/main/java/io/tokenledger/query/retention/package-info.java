/** Drops uses after their retention, and keeps their sums as events. */
@NullMarked
package io.tokenledger.query.retention;

import org.jspecify.annotations.NullMarked;
