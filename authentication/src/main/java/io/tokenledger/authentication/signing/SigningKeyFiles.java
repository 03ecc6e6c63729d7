package io.tokenledger.authentication.signing;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwks;
import io.tokenledger.eventstore.keyfiles.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signing keys on disk: one private JWK per file, named after the instant from which it signs. The database does
 * not contain them, so a stolen dump of it cannot sign tokens.
 */
final class SigningKeyFiles {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SUFFIX = ".jwk.json";

    private final Path directory;
    private final CryptoProvider crypto;

    SigningKeyFiles(Path directory, CryptoProvider crypto) {
        this.directory = directory;
        this.crypto = crypto;
    }

    /** All keys, newest first. */
    List<SigningKey> read() {
        try {
            PrivateFile.directory(directory);
            return names().stream()
                    .flatMap(name -> load(directory.resolve(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys in " + directory + " cannot be read.", e);
        }
    }

    /** Names of the key files, newest first. A difference shows that there are keys to read. */
    List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys in " + directory + " cannot be read.", e);
        }
    }

    /** Creates a key that signs from now on. Before it signs, its file is on disk and private. */
    void create(Instant now) {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        EcPrivateJwk jwk = Jwks.builder()
                .key((ECPrivateKey) pair.getPrivate())
                .publicKey((ECPublicKey) pair.getPublic())
                .idFromThumbprint()
                .publicKeyUse("sig")
                .build();
        Path file = directory.resolve(NAME.format(now) + SUFFIX);
        try {
            PrivateFile.write(file, Jwks.UNSAFE_JSON(jwk).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("No signing key can be written to " + directory + ".", e);
        }
    }

    void delete(SigningKey key) {
        try {
            Files.deleteIfExists(directory.resolve(NAME.format(key.since()) + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException("A retired signing key in " + directory + " cannot be deleted.", e);
        }
    }

    /** Returns empty if another process has just deleted the file. */
    private Optional<SigningKey> load(Path file) {
        try {
            EcPrivateJwk jwk = (EcPrivateJwk) Jwks.parser().build().parse(Files.readString(file));
            String name = file.getFileName().toString();
            Instant since = NAME.parse(name.substring(0, name.length() - SUFFIX.length()), Instant::from);
            ECPublicKey published = jwk.toPublicJwk().toKey();
            return Optional.of(new SigningKey(jwk.getId(), crypto.convert(jwk.toKey()), published, published, since));
        } catch (NoSuchFileException deleted) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key " + file + " cannot be read.", e);
        }
    }
}
