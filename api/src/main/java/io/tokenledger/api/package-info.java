/** The web layer that all processes share: credentials, errors, filters, limits, and messages between the two sides. */
@NullMarked
package io.tokenledger.api;

import org.jspecify.annotations.NullMarked;
