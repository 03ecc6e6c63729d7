/** When a question is about: now, or as of an event of the past. */
@NullMarked
package io.tokenledger.query.moment;

import org.jspecify.annotations.NullMarked;
