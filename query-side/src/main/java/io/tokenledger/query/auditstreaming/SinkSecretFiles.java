package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.eventstore.keyfiles.PrivateFile;
import io.tokenledger.query.auditstreaming.outbound.SinkApiProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The signing secrets of webhooks that the API added: one private file per sink in the key folder, named after the id of
 * the sink. No table or event contains them, so a stolen dump of the database cannot sign messages.
 */
@Component
class SinkSecretFiles {
    private static final String SUFFIX = ".webhook-secret";

    private final Path directory;

    SinkSecretFiles(SinkApiProperties settings) {
        this.directory = settings.secretsDir();
    }

    /** Stores a secret. On return, every process that shares the folder can read it. */
    void write(UUID sinkId, Secret secret) {
        try {
            PrivateFile.directory(directory);
            PrivateFile.write(file(sinkId), WebhookSecret.fileContent(secret));
        } catch (IOException e) {
            throw new UncheckedIOException("The secret of a sink cannot be written to " + directory + ".", e);
        }
    }

    /**
     * Reads the secret of a sink.
     *
     * @throws UnusableSinkException if the file is missing or malformed
     */
    SecretKeySpec read(UUID sinkId) throws UnusableSinkException {
        if (!Files.exists(file(sinkId))) {
            throw new UnusableSinkException("Its signing secret is missing from the key folder. Let all processes share"
                    + " LEDGER_SIGNING_KEYS_DIR, or remove the sink and add it again.");
        }
        return WebhookSecret.read(file(sinkId));
    }

    /** Deletes a secret, if it exists. */
    void delete(UUID sinkId) {
        try {
            Files.deleteIfExists(file(sinkId));
        } catch (IOException e) {
            throw new UncheckedIOException("The secret of a removed sink in " + directory + " cannot be deleted.", e);
        }
    }

    /** The ids of all sinks that have a secret, with the time at which it was written. */
    Map<UUID, Instant> all() {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .collect(Collectors.toMap(SinkSecretFiles::sinkId, SinkSecretFiles::writtenAt));
        } catch (IOException e) {
            throw new UncheckedIOException("The secrets of sinks in " + directory + " cannot be listed.", e);
        }
    }

    private Path file(UUID sinkId) {
        return directory.resolve(sinkId + SUFFIX);
    }

    private static UUID sinkId(Path file) {
        String name = file.getFileName().toString();
        return UUID.fromString(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException deleted) {
            return Instant.MAX;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
