/** Read model: the current state of every account. */
@NullMarked
package io.tokenledger.query.accountlisting;

import org.jspecify.annotations.NullMarked;
