/** Building blocks for SQL queries of several read models. */
@NullMarked
package io.tokenledger.query.sql;

import org.jspecify.annotations.NullMarked;
