package io.tokenledger.histories;

import org.jspecify.annotations.Nullable;

/** What somebody shows at the door. */
sealed interface Presented {
    /** The value of a key, as it was in this generation; 0 for a value that it never had. */
    record Value(KeyModel key, int generation) implements Presented {}

    /** An API token of a key. */
    record Minted(ApiToken token) implements Presented {}

    /** What this ledger never gave out, known by its fingerprint. */
    record Unknown(String fingerprint) implements Presented {}

    /** What is neither a key nor an API token of this ledger, or one no longer. */
    record Malformed(String fingerprint) implements Presented {}

    static Presented newest(KeyModel key) {
        return new Value(key, key.generation);
    }

    static Presented held(KeyModel key) {
        return new Value(key, key.held);
    }

    /** Of whom it is; null where nobody knows. */
    default @Nullable KeyModel key() {
        return switch (this) {
            case Value value -> value.key;
            case Minted minted -> minted.token.key();
            case Unknown unknown -> null;
            case Malformed malformed -> null;
        };
    }
}
