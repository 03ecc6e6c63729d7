/** Parts of a ledger for the tests of its modules: a real PostgreSQL, an event store, and projections. */
@NullMarked
package io.tokenledger.testsupport;

import org.jspecify.annotations.NullMarked;
