/** What all processes share at the HTTP edge: credentials, errors, filters, limits, and the messages between the two sides. */
@NullMarked
package io.tokenledger.api;

import org.jspecify.annotations.NullMarked;
