/** Read model: what was true at each position: keys, accounts, members, workspaces and assignments with their validity. */
@NullMarked
package io.tokenledger.query.asof;

import org.jspecify.annotations.NullMarked;
