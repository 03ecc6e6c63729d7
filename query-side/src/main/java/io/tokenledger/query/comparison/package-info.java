/** Comparison of the API keys at two points in time. */
@NullMarked
package io.tokenledger.query.comparison;

import org.jspecify.annotations.NullMarked;
