/** Policy simulation: shows which keys and uses a token policy would have refused, before it is enforced. */
@NullMarked
package io.tokenledger.query.simulation;

import org.jspecify.annotations.NullMarked;
