/** Common parts of all projections: tables, batches, and the schema that their statements use. */
@NullMarked
package io.tokenledger.query.projection;

import org.jspecify.annotations.NullMarked;
