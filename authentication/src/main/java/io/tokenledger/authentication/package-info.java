/** Verifies credentials and records their uses. */
@NullMarked
package io.tokenledger.authentication;

import org.jspecify.annotations.NullMarked;
