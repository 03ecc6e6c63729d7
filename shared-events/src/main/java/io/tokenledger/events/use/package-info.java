/** Every use of a credential, and every refusal. */
@NullMarked
package io.tokenledger.events.use;

import org.jspecify.annotations.NullMarked;
