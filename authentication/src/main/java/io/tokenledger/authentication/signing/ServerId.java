package io.tokenledger.authentication.signing;

import java.util.UUID;

/** The identity of this ledger: the audience of API tokens for the control plane. Created once per store. */
public record ServerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
