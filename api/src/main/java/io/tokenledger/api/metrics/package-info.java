/** Metrics of requests, with the names and tags of Spring. */
@NullMarked
package io.tokenledger.api.metrics;

import org.jspecify.annotations.NullMarked;
