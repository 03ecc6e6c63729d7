/** Read model: the unexpired sessions of each account. */
@NullMarked
package io.tokenledger.query.session;

import org.jspecify.annotations.NullMarked;
