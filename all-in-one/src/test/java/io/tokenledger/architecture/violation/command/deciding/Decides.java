package io.tokenledger.architecture.violation.command.deciding;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.architecture.violation.query.tokenlisting.Lists;

/** Violation: the command side depends on the query side and on a cycle, and reveals a secret. */
public final class Decides {
    private final Lists lists = new Lists();

    @Override
    public String toString() {
        return lists + Secret.of("a secret").reveal();
    }
}
