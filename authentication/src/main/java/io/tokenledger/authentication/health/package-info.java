/** Says whether this process can decide about credentials at all. */
@NullMarked
package io.tokenledger.authentication.health;

import org.jspecify.annotations.NullMarked;
