package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/** What somebody shows at the door. */
sealed interface GeneratedCredential {
    /** The value of a key, as it was in this generation; 0 for a value that it never had. */
    record Value(GeneratedKey key, int generation) implements GeneratedCredential {}

    /** An API token of a key. */
    record Minted(GeneratedApiToken token) implements GeneratedCredential {}

    /** What this ledger never gave out, known by its fingerprint. */
    record Unknown(String fingerprint) implements GeneratedCredential {}

    /** What is neither a key nor an API token of this ledger, or one no longer. */
    record Malformed(String fingerprint) implements GeneratedCredential {}

    static GeneratedCredential newest(GeneratedKey key) {
        return new Value(key, key.generation);
    }

    static GeneratedCredential held(GeneratedKey key) {
        return new Value(key, key.held);
    }

    /** Of whom it is; null where nobody knows. */
    default @Nullable GeneratedKey key() {
        return switch (this) {
            case Value value -> value.key;
            case Minted minted -> minted.token.key();
            case Unknown unknown -> null;
            case Malformed malformed -> null;
        };
    }
}
