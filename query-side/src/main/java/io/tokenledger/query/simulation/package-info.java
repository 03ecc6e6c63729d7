/** A token policy tried on history before it is enforced: which keys and uses it would have refused. */
@NullMarked
package io.tokenledger.query.simulation;

import org.jspecify.annotations.NullMarked;
