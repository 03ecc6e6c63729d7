/** Read model: what in the trail deserves a look, each with its reason and the events behind it. */
@NullMarked
package io.tokenledger.query.signals;

import org.jspecify.annotations.NullMarked;
