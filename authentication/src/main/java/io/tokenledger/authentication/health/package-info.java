/** Reports whether this process can verify credentials. */
@NullMarked
package io.tokenledger.authentication.health;

import org.jspecify.annotations.NullMarked;
