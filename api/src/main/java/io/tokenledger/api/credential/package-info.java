/** What a credential looks like, and the one type that holds a secret in plain text. */
@NullMarked
package io.tokenledger.api.credential;

import org.jspecify.annotations.NullMarked;
