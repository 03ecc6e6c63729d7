/** The workspace API of ZenML for workspaces that the ledger serves, and the account check for ZenML servers. */
@NullMarked
package io.tokenledger.command.zenmlworkspace;

import org.jspecify.annotations.NullMarked;
