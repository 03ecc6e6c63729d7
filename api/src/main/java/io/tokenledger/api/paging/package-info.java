/** Pages and slices of lists on ZenML's routes. */
@NullMarked
package io.tokenledger.api.paging;

import org.jspecify.annotations.NullMarked;
