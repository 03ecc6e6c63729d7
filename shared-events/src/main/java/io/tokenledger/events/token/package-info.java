/** The life of a token, in events. */
@NullMarked
package io.tokenledger.events.token;

import org.jspecify.annotations.NullMarked;
