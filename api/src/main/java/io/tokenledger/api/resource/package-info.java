/** The API key as both families of routes show it, and what one side asks the other about it. */
@NullMarked
package io.tokenledger.api.resource;

import org.jspecify.annotations.NullMarked;
