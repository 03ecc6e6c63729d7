package io.tokenledger.authentication.signing;

import java.util.UUID;

/** Who this ledger is: issuer and, on the control plane, audience of its API tokens. Made once per store. */
public record ServerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
