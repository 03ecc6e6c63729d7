package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/** A credential that a caller presents. */
sealed interface GeneratedCredential {
    /** The value of a key in this generation; generation 0 stands for a value that the key never had. */
    record Value(GeneratedKey key, int generation) implements GeneratedCredential {}

    /** An API token of a key. */
    record Minted(GeneratedApiToken token) implements GeneratedCredential {}

    /** A well-formed value that this ledger never issued, identified by its fingerprint. */
    record Unknown(String fingerprint) implements GeneratedCredential {}

    /** A text that is neither a key nor a current API token of this ledger. */
    record Malformed(String fingerprint) implements GeneratedCredential {}

    static GeneratedCredential newest(GeneratedKey key) {
        return new Value(key, key.generation);
    }

    static GeneratedCredential held(GeneratedKey key) {
        return new Value(key, key.held);
    }

    /** The key that the credential belongs to; null if it belongs to none. */
    default @Nullable GeneratedKey key() {
        return switch (this) {
            case Value value -> value.key;
            case Minted minted -> minted.token.key();
            case Unknown unknown -> null;
            case Malformed malformed -> null;
        };
    }
}
