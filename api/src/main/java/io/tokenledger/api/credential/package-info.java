/** The format of credentials, and the only type that holds a secret in plain text. */
@NullMarked
package io.tokenledger.api.credential;

import org.jspecify.annotations.NullMarked;
