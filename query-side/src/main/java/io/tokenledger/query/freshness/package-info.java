/** Lag of projections: measured, shown in answers, awaited, and reported to operators. */
@NullMarked
package io.tokenledger.query.freshness;

import org.jspecify.annotations.NullMarked;
