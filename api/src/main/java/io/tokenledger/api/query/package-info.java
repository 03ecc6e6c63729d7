/** Query messages that the command side sends to the query side. */
@NullMarked
package io.tokenledger.api.query;

import org.jspecify.annotations.NullMarked;
