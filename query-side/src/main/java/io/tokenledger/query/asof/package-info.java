/**
 * Read model: keys, accounts, members, workspaces and assignments, with the range of positions in which they were
 * valid.
 */
@NullMarked
package io.tokenledger.query.asof;

import org.jspecify.annotations.NullMarked;
