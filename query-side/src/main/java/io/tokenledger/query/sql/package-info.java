/** What queries of several read models are put together from. */
@NullMarked
package io.tokenledger.query.sql;

import org.jspecify.annotations.NullMarked;
