/** The account as family 1 shows it. */
@NullMarked
package io.tokenledger.access.user;

import org.jspecify.annotations.NullMarked;
