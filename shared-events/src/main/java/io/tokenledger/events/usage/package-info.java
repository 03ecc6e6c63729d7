/** Every use of a credential, and every refusal. */
@NullMarked
package io.tokenledger.events.usage;

import org.jspecify.annotations.NullMarked;
