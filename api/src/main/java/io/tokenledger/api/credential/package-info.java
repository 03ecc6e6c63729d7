/** The format of credentials, the only type that holds a secret in plain text, and files that hold secrets. */
@NullMarked
package io.tokenledger.api.credential;

import org.jspecify.annotations.NullMarked;
