/** The one door: decides whether a presented credential is good, and records that it was asked. */
@NullMarked
package io.tokenledger.authentication.usage;

import org.jspecify.annotations.NullMarked;
