/** Events of API keys, without their uses. */
@NullMarked
package io.tokenledger.events.token;

import org.jspecify.annotations.NullMarked;
