/** What every projection is made of: its tables, its batches, and in which schema its statements find them. */
@NullMarked
package io.tokenledger.query.projection;

import org.jspecify.annotations.NullMarked;
