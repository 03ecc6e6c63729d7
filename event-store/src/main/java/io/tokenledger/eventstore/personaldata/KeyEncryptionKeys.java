package io.tokenledger.eventstore.personaldata;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that wrap subject keys. All processes of a ledger share them as files. The database records which of them
 * wraps new keys. A process without this file starts and reports it, but encrypts and decrypts nothing.
 */
public final class KeyEncryptionKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KeyEncryptionKeys.class);

    private final KeyEncryptionKeyFiles files;
    private final SubjectKeyRepository table;
    private final Clock clock;
    private final Map<String, SecretKey> known = new ConcurrentHashMap<>();

    KeyEncryptionKeys(
            KeyEncryptionKeyFiles files, SubjectKeyRepository table, @Nullable String forgetKey, Clock clock) {
        this.files = files;
        this.table = table;
        this.clock = clock;
        if (table.currentKeyEncryptionKey().isEmpty()) {
            table.registerKeyEncryptionKey(files.newestOrCreated(clock.instant()));
        }
        if (forgetKey != null) {
            forget(forgetKey);
        }
    }

    /** Gives a key up, unless its file is there: then the setting was meant for another folder. */
    private void forget(String lost) {
        if (files.read(lost).isPresent()) {
            LOG.warn("LEDGER_ENCRYPTION_FORGET_KEY names the key {}, which is not lost. Nothing is given up.", lost);
            return;
        }
        int given = currentId().equals(lost)
                ? table.replaceLost(lost, files.create(clock.instant()))
                : table.deleteWrappedBy(lost);
        if (given > 0) {
            LOG.warn(
                    "LEDGER_ENCRYPTION_FORGET_KEY is set: the personal texts encrypted with {} subject keys are given up and"
                            + " shown as 'unreadable'. Restart the other processes, then remove the setting.",
                    given);
        }
    }

    /** The id of the key that wraps new subject keys. */
    String currentId() {
        return table.currentKeyEncryptionKey().orElseThrow();
    }

    /**
     * The key with this id.
     *
     * @throws KeyEncryptionKeyMissingException if the folder has no such file
     */
    SecretKey require(String id) {
        SecretKey cached = known.get(id);
        if (cached != null) {
            return cached;
        }
        SecretKey read = files.read(id).orElseThrow(() -> new KeyEncryptionKeyMissingException(missing(id)));
        known.put(id, read);
        return read;
    }

    /**
     * Creates a key and makes it wrap new subject keys. If another process has just done so, its key counts.
     *
     * @return id of the key that wraps new subject keys now
     */
    String replace(String previous) {
        String id = files.create(clock.instant());
        return table.replaceKeyEncryptionKey(previous, id) ? id : currentId();
    }

    /** The reason why this process can neither encrypt nor decrypt personal texts, with the remedy; empty if it can. */
    public Optional<String> problem() {
        try {
            String current = currentId();
            return files.read(current).isEmpty()
                    ? Optional.of(missing(current))
                    : table.otherKeyEncryptionKey(current)
                            .filter(other -> files.read(other).isEmpty())
                            .map(this::missing);
        } catch (IllegalStateException | UncheckedIOException damaged) {
            return Optional.of(Objects.requireNonNull(damaged.getMessage()));
        }
    }

    /** The failure of a subject key that the key-encryption key with this id does not unwrap. */
    KeyEncryptionKeyMissingException wrongKey(String id) {
        return new KeyEncryptionKeyMissingException("The file of the key-encryption key " + id + " in "
                + files.directory() + " has another key, or the row of a subject key was changed in the database."
                + " Restore the folder or the row from a backup.");
    }

    private String missing(String id) {
        return "The key-encryption key " + id + " is missing from " + files.directory()
                + ", so personal data can neither be read nor recorded."
                + " Set LEDGER_ENCRYPTION_KEYS_DIR to the folder that the processes of this ledger share,"
                + " or restore the folder from its backup. If the key is lost,"
                + " a start with LEDGER_ENCRYPTION_FORGET_KEY=" + id
                + " gives up the personal data recorded so far.";
    }
}
