/** The posture: the numbers of a security review, each with the list behind it. */
@NullMarked
package io.tokenledger.query.posture;

import org.jspecify.annotations.NullMarked;
