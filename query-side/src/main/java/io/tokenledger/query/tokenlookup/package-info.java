/** Lookup of found values: whose they are, whether they still work, and when they worked. */
@NullMarked
package io.tokenledger.query.tokenlookup;

import org.jspecify.annotations.NullMarked;
