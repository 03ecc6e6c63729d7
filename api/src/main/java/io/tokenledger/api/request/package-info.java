/** Reads parts of a request: bearer credentials, forms, percent-encoding and source addresses. */
@NullMarked
package io.tokenledger.api.request;

import org.jspecify.annotations.NullMarked;
