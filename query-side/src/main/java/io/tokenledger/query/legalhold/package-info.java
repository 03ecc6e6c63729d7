/** Lists legal holds. */
@NullMarked
package io.tokenledger.query.legalhold;

import org.jspecify.annotations.NullMarked;
