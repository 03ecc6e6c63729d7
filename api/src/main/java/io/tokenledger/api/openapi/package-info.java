/** Builds and caches the OpenAPI document. */
@NullMarked
package io.tokenledger.api.openapi;

import org.jspecify.annotations.NullMarked;
