package io.tokenledger.eventstore.personaldata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce (NIST SP 800-38D, section 8.2.2). One key may encrypt 2<sup>32</sup> texts. The nonce is
 * in front of the ciphertext, or it is the random id of the row that contains the ciphertext.
 */
final class AesGcm {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORT_TAG_BITS = 96;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Found once. The search through all providers takes as long as the encryption of a text. */
    private static final Provider PROVIDER = provider();

    /** A replay decrypts each event. Encryption needs a new cipher, because one refuses the nonce that it used last. */
    private static final ThreadLocal<Cipher> DECRYPTION = ThreadLocal.withInitial(AesGcm::newCipher);

    private AesGcm() {}

    private static Provider provider() {
        try {
            return Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no " + TRANSFORMATION + ".", e);
        }
    }

    static SecretKey newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return key(bytes);
    }

    /** @throws IllegalArgumentException if these are not 32 bytes */
    static SecretKey key(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key has " + KEY_BYTES + " bytes, not " + bytes.length + ".");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** @param context bound to the ciphertext but not part of it; decryption needs the same */
    static byte[] encrypt(SecretKey key, byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] ciphertext = encrypt(key, plain, context, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, stored, NONCE_BYTES, ciphertext.length);
        return stored;
    }

    /** The same with the id of the row as nonce, which is then not stored, and a tag of 96 bits. */
    static byte[] encrypt(SecretKey key, byte[] plain, String context, UUID row) {
        return encrypt(key, plain, context, parameters(row));
    }

    private static byte[] encrypt(SecretKey key, byte[] plain, String context, GCMParameterSpec parameters) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, parameters, context).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot encrypt with " + TRANSFORMATION + ".", e);
        }
    }

    /** The text; empty if key or context differ from those of the encryption, or if the ciphertext was changed. */
    static Optional<byte[]> decrypt(SecretKey key, byte[] stored, String context) {
        return stored.length < NONCE_BYTES
                ? Optional.empty()
                : decrypt(key, stored, NONCE_BYTES, context, new GCMParameterSpec(TAG_BITS, stored, 0, NONCE_BYTES));
    }

    /** The same for a text whose nonce is the id of its row. */
    static Optional<byte[]> decrypt(SecretKey key, byte[] ciphertext, String context, UUID row) {
        return decrypt(key, ciphertext, 0, context, parameters(row));
    }

    private static Optional<byte[]> decrypt(
            SecretKey key, byte[] stored, int start, String context, GCMParameterSpec parameters) {
        if (stored.length < start + parameters.getTLen() / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, parameters, context);
            return Optional.of(cipher.doFinal(stored, start, stored.length - start));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot decrypt with " + TRANSFORMATION + ".", e);
        }
    }

    /** The nonce is the last 96 bits of the id: the random ones of a UUID version 7, and the lowest of its time. */
    private static GCMParameterSpec parameters(UUID row) {
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt((int) row.getMostSignificantBits())
                .putLong(row.getLeastSignificantBits());
        return new GCMParameterSpec(SHORT_TAG_BITS, nonce.array());
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(TRANSFORMATION, PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no " + TRANSFORMATION + ".", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, GCMParameterSpec nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = mode == Cipher.DECRYPT_MODE ? DECRYPTION.get() : newCipher();
        cipher.init(mode, key, nonce);
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
