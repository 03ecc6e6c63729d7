/** Everything in one process, on a PostgreSQL that the process starts itself. */
@NullMarked
package io.tokenledger.allinone;

import org.jspecify.annotations.NullMarked;
