/** Finds out when people must be told that a key stops working, records it once, and knows what they chose to be told. */
@NullMarked
package io.tokenledger.query.notice;

import org.jspecify.annotations.NullMarked;
