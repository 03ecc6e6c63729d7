/** Handlers that run without the dispatcher servlet of Spring MVC, behind the same filters and interceptors. */
@NullMarked
package io.tokenledger.api.direct;

import org.jspecify.annotations.NullMarked;
