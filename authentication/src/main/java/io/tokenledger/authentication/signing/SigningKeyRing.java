package io.tokenledger.authentication.signing;

import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.eventstore.keyfiles.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The current signing key, and earlier keys whose last API token may not have expired. */
@Component
public class SigningKeyRing {
    private static final int MIN_SHARED_BYTES = 32;

    private final SigningProperties settings;
    private final Fingerprints fingerprints;
    private final Clock clock;
    private final SigningKeyFiles files;
    private volatile List<SigningKey> newestFirst = List.of();
    private volatile List<String> names = List.of();

    SigningKeyRing(SigningProperties settings, CryptoProvider crypto, Fingerprints fingerprints, Clock clock) {
        this.settings = settings;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.files = new SigningKeyFiles(settings.keysDir(), crypto);
        renew();
    }

    SigningKey current() {
        return newestFirst.getFirst();
    }

    List<SigningKey> all() {
        return newestFirst;
    }

    /**
     * The key of this id. If it is unknown, reads the folder again, because another process may just have created it.
     */
    Optional<SigningKey> find(String kid) {
        Optional<SigningKey> known = findLoaded(kid);
        if (known.isPresent() || settings.hmacSecretFile() != null) {
            return known;
        }
        if (!files.names().equals(names)) {
            renew();
        }
        return findLoaded(kid); // again: another thread may have read the files
    }

    /**
     * Id of the current key that other processes may read: the thumbprint of a public key, or a fingerprint of a shared
     * secret. The fingerprint cannot be used to test guesses.
     */
    String currentId() {
        SigningKey key = current();
        return key.published() != null
                ? key.kid()
                : key.kid() + " "
                        + fingerprints.brief(
                                HexFormat.of().formatHex(key.verifying().getEncoded()));
    }

    /** Whether this process accepts tokens that were signed with the key of this id. */
    boolean accepts(String id) {
        return id.equals(currentId()) || find(id).isPresent();
    }

    private Optional<SigningKey> findLoaded(String kid) {
        return newestFirst.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /**
     * Creates a new key if the current one is due, and deletes keys whose last token has expired. Another process may
     * have done so first. All processes sign with the newest key within seconds, long before an older one is deleted.
     */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
    public final synchronized void renew() {
        Path shared = settings.hmacSecretFile();
        if (shared != null) {
            newestFirst = List.of(sharedSecret(shared));
            return;
        }
        Instant now = clock.instant();
        if (isDue(files.read(), now)) {
            runExclusively(() -> {
                if (isDue(files.read(), now)) {
                    files.create(now);
                }
            });
        }
        read(now);
    }

    /** Lists the names first: a key that appears during the read is then recognized as unread. */
    private void read(Instant now) {
        List<String> before = files.names();
        newestFirst = withoutRetired(files.read(), now);
        names = before;
    }

    private boolean isDue(List<SigningKey> keys, Instant now) {
        return keys.isEmpty()
                || keys.getFirst().since().plus(settings.rotateEvery()).isBefore(now);
    }

    /** Creates a new current key, whatever the age of the previous one. */
    public final synchronized void rotate() {
        Instant now = clock.instant();
        runExclusively(() -> files.create(now));
        read(now);
    }

    private void runExclusively(SharedDirectory.Work work) {
        try {
            SharedDirectory.runExclusively(settings.keysDir(), work);
        } catch (IOException e) {
            throw new UncheckedIOException("No signing key can be written to " + settings.keysDir() + ".", e);
        }
    }

    /** Deletes replaced keys once the last token that they can have signed has expired. */
    private List<SigningKey> withoutRetired(List<SigningKey> keys, Instant now) {
        Duration longestLife = settings.lifetime().plus(AuthenticationLimits.MAX_CLOCK_SKEW);
        int kept = 1;
        while (kept < keys.size()
                && keys.get(kept - 1).since().plus(longestLife).isAfter(now)) {
            kept++;
        }
        keys.subList(kept, keys.size()).forEach(files::delete);
        return List.copyOf(keys.subList(0, kept));
    }

    /** HS256, as ZenML signs (RFC 7518, section 3.2: at least as many bits as the hash has). */
    private static SigningKey sharedSecret(Path file) {
        try {
            byte[] secret = Files.readAllBytes(file);
            if (secret.length < MIN_SHARED_BYTES) {
                throw new IllegalStateException(
                        "The shared signing secret in " + file + " must have at least 32 bytes.");
            }
            SecretKey key = new SecretKeySpec(secret, "HmacSHA256");
            return new SigningKey("shared", key, key, null, Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException("The shared signing secret in " + file + " cannot be read.", e);
        }
    }
}
