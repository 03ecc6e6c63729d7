/** Every account as it stands now. */
@NullMarked
package io.tokenledger.query.accountlisting;

import org.jspecify.annotations.NullMarked;
