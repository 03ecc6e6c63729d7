/** Verifies the credential of each request and identifies its caller. */
@NullMarked
package io.tokenledger.api.verify;

import org.jspecify.annotations.NullMarked;
