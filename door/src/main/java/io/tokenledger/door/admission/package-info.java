/** Who may enter which workspace, and in which role. */
@NullMarked
package io.tokenledger.door.admission;

import org.jspecify.annotations.NullMarked;
