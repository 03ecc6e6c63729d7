/** Helpers for JDBC: parameters, deadlines, migrations. */
@NullMarked
package io.tokenledger.eventstore.jdbc;

import org.jspecify.annotations.NullMarked;
