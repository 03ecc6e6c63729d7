package io.tokenledger.eventstore.personaldata;

import io.tokenledger.events.PersonalText;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the personal texts of a row in as few bytes as possible: the id of the row is the nonce, so the nonce is not
 * stored, and the tag has 96 bits (NIST SP 800-38D, section 5.2.1.2). A row may be encrypted again only with the same
 * texts.
 */
public final class RowCipher {
    private static final byte[] NOTHING = {};

    private final SubjectKeys keys;

    public RowCipher(SubjectKeys keys) {
        this.keys = keys;
    }

    /** Receives a ciphertext with the id of its key. */
    @FunctionalInterface
    public interface Sealed<R> {
        /**
         * The result for a ciphertext.
         *
         * @param value empty if the subject was erased, so that the texts must not be stored
         */
        R of(String key, byte[] value);
    }

    /**
     * Encrypts texts.
     *
     * @param subject the data subject; null for texts about no known account
     * @param at when the described happened
     * @param context bound to the ciphertext; decryption needs the same
     */
    public <R> R seal(@Nullable UUID subject, Instant at, UUID row, String context, byte[] texts, Sealed<R> result) {
        Optional<SubjectKey> key = keys.forWriting(subject, at);
        return result.of(
                key.map(SubjectKey::id).orElseGet(() -> String.valueOf(subject)),
                key.map(usable -> AesGcm.encrypt(usable.key(), texts, context, row))
                        .orElse(NOTHING));
    }

    /** Decrypted texts, or the placeholder to show instead. */
    public sealed interface Opened {
        /** The texts as they were encrypted. */
        @SuppressWarnings("ArrayRecordComponent") // read once
        record Texts(byte[] value) implements Opened {}

        /** There is no key for them, or they were changed. */
        record Gone(String placeholder) implements Opened {}
    }

    /** Decrypts texts. */
    public Opened open(String key, byte[] value, UUID row, String context) {
        return switch (keys.find(key)) {
            case StoredKey.Destroyed destroyed -> new Opened.Gone(PersonalText.ERASED);
            case StoredKey.Unknown unknown -> new Opened.Gone(PersonalText.UNREADABLE);
            case StoredKey.Usable usable ->
                AesGcm.decrypt(usable.key(), value, context, row)
                        .<Opened>map(Opened.Texts::new)
                        .orElseGet(() -> new Opened.Gone(PersonalText.UNREADABLE));
        };
    }
}
