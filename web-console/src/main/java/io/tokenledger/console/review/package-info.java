/** The security review: posture, comparisons, signals and bulk operations. */
@NullMarked
package io.tokenledger.console.review;

import org.jspecify.annotations.NullMarked;
