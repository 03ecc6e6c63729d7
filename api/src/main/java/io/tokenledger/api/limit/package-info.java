/**
 * Limits on concurrent work and recorded volume: in total, per account and per client network. They keep one caller
 * from using all capacity.
 */
@NullMarked
package io.tokenledger.api.limit;

import org.jspecify.annotations.NullMarked;
