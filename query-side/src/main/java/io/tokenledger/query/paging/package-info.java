/** Lists of family 2: how they are bounded and how they go on. */
@NullMarked
package io.tokenledger.query.paging;

import org.jspecify.annotations.NullMarked;
