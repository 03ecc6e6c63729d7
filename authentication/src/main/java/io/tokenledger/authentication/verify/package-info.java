/** Verifies presented credentials. */
@NullMarked
package io.tokenledger.authentication.verify;

import org.jspecify.annotations.NullMarked;
