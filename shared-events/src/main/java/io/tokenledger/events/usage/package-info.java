/** Events of uses of credentials, accepted or refused. */
@NullMarked
package io.tokenledger.events.usage;

import org.jspecify.annotations.NullMarked;
