/** Query parameters: filters that are declared as data, and the rejection of parameters that a route does not have. */
@NullMarked
package io.tokenledger.api.parameter;

import org.jspecify.annotations.NullMarked;
