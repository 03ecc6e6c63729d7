package io.tokenledger.eventstore.personaldata;

import io.tokenledger.eventstore.StoreLimits;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Replaces the key-encryption key. Each batch of subject keys is wrapped again in one transaction, so a rotation can be
 * interrupted at any time; the next one continues it. Events are not touched.
 */
public final class KeyEncryptionKeyRotation {
    private final SubjectKeyRepository table;
    private final KeyEncryptionKeys keys;
    private final TransactionOperations transactions;

    KeyEncryptionKeyRotation(SubjectKeyRepository table, KeyEncryptionKeys keys, TransactionOperations transactions) {
        this.table = table;
        this.keys = keys;
        this.transactions = transactions;
    }

    /**
     * A completed rotation.
     *
     * @param keyId id of the key-encryption key that wraps all subject keys now
     * @param rewrapped number of subject keys that this rotation wrapped again
     */
    public record Rotation(String keyId, long rewrapped) {}

    /**
     * Creates a key-encryption key, or continues with the newest one if an earlier rotation was interrupted, and wraps all
     * subject keys with it.
     *
     * @param afterBatch called after each batch of 1,000 subject keys
     * @throws KeyEncryptionKeyMissingException if this process lacks a key-encryption key; then nothing is changed
     */
    public Rotation rotate(Runnable afterBatch) {
        String current = keys.currentId();
        keys.require(current);
        if (!table.hasKeysOfOthers(current)) {
            current = keys.replace(current);
        }
        long rewrapped = 0;
        int batch;
        do {
            batch = rewrapBatch(current);
            rewrapped += batch;
            afterBatch.run();
        } while (batch > 0);
        return new Rotation(current, rewrapped);
    }

    private int rewrapBatch(String keyId) {
        SecretKey wrapping = keys.require(keyId);
        return Objects.requireNonNull(transactions.execute(status -> {
            List<SubjectKeyRepository.Wrapped> batch =
                    table.lockKeysOfOthers(keyId, StoreLimits.SUBJECT_KEYS_PER_BATCH).stream()
                            .map(row -> rewrapped(row, wrapping))
                            .toList();
            table.rewrap(batch, keyId);
            return batch.size();
        }));
    }

    private SubjectKeyRepository.Wrapped rewrapped(SubjectKeyRepository.Wrapped row, SecretKey wrapping) {
        byte[] key = AesGcm.decrypt(
                        keys.require(row.wrappedBy()), Base64.getDecoder().decode(row.wrapped()), row.subject())
                .orElseThrow(() -> new IllegalStateException("The stored key of subject " + row.subject()
                        + " was changed in the database. Restore its row from a backup, then rotate again."));
        byte[] again = AesGcm.encrypt(wrapping, key, row.subject());
        return new SubjectKeyRepository.Wrapped(
                row.subject(), Base64.getEncoder().encodeToString(again), row.wrappedBy());
    }
}
