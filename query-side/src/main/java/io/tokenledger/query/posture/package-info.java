/** The security review at a glance: numbers, each with the list behind it. */
@NullMarked
package io.tokenledger.query.posture;

import org.jspecify.annotations.NullMarked;
