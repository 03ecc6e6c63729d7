/** Who may enter which workspace, and in which role. */
@NullMarked
package io.tokenledger.authentication.lookup;

import org.jspecify.annotations.NullMarked;
