package io.tokenledger.authentication.signing;

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

/** The key that signs now, and those before it whose last API token may still be alive. */
@Component
public class SigningKeyRing {
    /** Clocks of verifiers may be this far behind. */
    private static final Duration SKEW = Duration.ofMinutes(1);

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

    /** The key of this name; one that another process has made a moment ago is looked for on disk. */
    Optional<SigningKey> find(String kid) {
        Optional<SigningKey> known = known(kid);
        if (known.isPresent() || settings.hmacSecretFile() != null) {
            return known;
        }
        if (!files.names().equals(names)) {
            renew();
        }
        return known(kid); // anew: another thread may have read them meanwhile
    }

    /**
     * Id of the current key that may be recorded where others can read it: the thumbprint of a public key, or a
     * fingerprint of a shared secret, which cannot be used to test guesses.
     */
    String currentId() {
        SigningKey key = current();
        return key.published() != null
                ? key.kid()
                : key.kid() + " "
                        + fingerprints.brief(
                                HexFormat.of().formatHex(key.verifying().getEncoded()));
    }

    /** Whether tokens signed with the key of this id are accepted here. */
    boolean accepts(String id) {
        return id.equals(currentId()) || find(id).isPresent();
    }

    private Optional<SigningKey> known(String kid) {
        return newestFirst.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /**
     * Lets a new key take over when the current one is old, and forgets those whose last token has expired. Another process
     * may have done so first: all sign with the newest key within seconds, long before an older one is forgotten.
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
            alone(() -> {
                if (isDue(files.read(), now)) {
                    files.create(now);
                }
            });
        }
        read(now);
    }

    /** The names first: a key that comes while the others are read is one that was not read. */
    private void read(Instant now) {
        List<String> before = files.names();
        newestFirst = withoutRetired(files.read(), now);
        names = before;
    }

    private boolean isDue(List<SigningKey> keys, Instant now) {
        return keys.isEmpty()
                || keys.getFirst().since().plus(settings.rotateEvery()).isBefore(now);
    }

    /** Lets a new key take over now, whatever the age of the current one. */
    public final synchronized void rotate() {
        Instant now = clock.instant();
        alone(() -> files.create(now));
        read(now);
    }

    private void alone(SharedDirectory.Work work) {
        try {
            SharedDirectory.alone(settings.keysDir(), work);
        } catch (IOException e) {
            throw new UncheckedIOException("No signing key can be written to " + settings.keysDir() + ".", e);
        }
    }

    /** A key that was replaced goes once the last token that it can have signed has expired. */
    private List<SigningKey> withoutRetired(List<SigningKey> keys, Instant now) {
        Duration longestLife = settings.lifetime().plus(SKEW);
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
