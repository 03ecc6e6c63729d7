/** Access tokens: the list, one token, and what its owner can do with it. */
@NullMarked
package io.tokenledger.console.token;

import org.jspecify.annotations.NullMarked;
