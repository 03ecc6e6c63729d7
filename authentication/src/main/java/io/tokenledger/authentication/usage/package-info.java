/** Records uses of credentials: counts equal uses in windows, limits their volume, and writes the events in batches. */
@NullMarked
package io.tokenledger.authentication.usage;

import org.jspecify.annotations.NullMarked;
