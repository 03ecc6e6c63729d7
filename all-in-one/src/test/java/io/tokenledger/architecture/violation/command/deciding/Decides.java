package io.tokenledger.architecture.violation.command.deciding;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.architecture.violation.query.tokenlisting.Lists;

/** Offends: the command side looks into the query side and into a circle, and reveals a secret. */
public final class Decides {
    private final Lists lists = new Lists();

    @Override
    public String toString() {
        return lists + Secret.of("a secret").reveal();
    }
}
