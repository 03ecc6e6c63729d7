/** What the command side asks the query side: does a listing show a change by now? */
@NullMarked
package io.tokenledger.api.query;

import org.jspecify.annotations.NullMarked;
