/** The question that every request asks: is this credential good, and who is calling? */
@NullMarked
package io.tokenledger.api.verify;

import org.jspecify.annotations.NullMarked;
