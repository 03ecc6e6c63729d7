/** Both sides in one process, by default with a PostgreSQL that the process starts itself. */
@NullMarked
package io.tokenledger.allinone;

import org.jspecify.annotations.NullMarked;
