package io.tokenledger.eventstore.personaldata;

import javax.crypto.SecretKey;

/** The key of a data subject, as the key table has it. */
public sealed interface StoredKey {
    /** A key that encrypts and decrypts. */
    record Usable(SecretKey key) implements StoredKey {
        @Override
        public String toString() {
            return "Usable"; // never the key
        }
    }

    /** The key was destroyed by an erasure or at the end of its retention. */
    record Destroyed() implements StoredKey {}

    /** The key table does not have this key, because its key-encryption key was given up or an old backup was restored. */
    record Unknown() implements StoredKey {}
}
