/** The account as ZenML's routes show it. */
@NullMarked
package io.tokenledger.access.user;

import org.jspecify.annotations.NullMarked;
