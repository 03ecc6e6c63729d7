/** What a workspace of the ledger's own answers to ZenML's client, and to ZenML's server about accounts. */
@NullMarked
package io.tokenledger.command.zenmlworkspace;

import org.jspecify.annotations.NullMarked;
