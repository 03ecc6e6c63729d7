/** Read model: the sessions of each account that have not expired. */
@NullMarked
package io.tokenledger.query.session;

import org.jspecify.annotations.NullMarked;
