package io.tokenledger.eventstore.personaldata;

import io.tokenledger.eventstore.keyfiles.PrivateFile;
import io.tokenledger.eventstore.keyfiles.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * The key-encryption keys on disk: one file per key, named after the instant of its creation, with 32 bytes in Base64.
 * The database does not contain them, so a stolen dump of it reveals no personal text of an event.
 */
final class KeyEncryptionKeyFiles {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{9}Z");
    private static final String SUFFIX = ".key";

    private final Path directory;

    KeyEncryptionKeyFiles(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** The key with this id; empty if there is no such file. */
    Optional<SecretKey> read(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        Path file = directory.resolve(id + SUFFIX);
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return Optional.of(AesGcm.key(Base64.getDecoder().decode(text)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The key-encryption key " + file + " cannot be read.", e);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException("The key-encryption key " + file + " is damaged: " + damaged.getMessage());
        }
    }

    /** The id of the newest key. Creates the first key if there is none. */
    String newestOrCreated(Instant now) {
        List<String> newest = new ArrayList<>();
        exclusively(() -> newest.add(ids().isEmpty() ? write(now) : ids().getLast()));
        return newest.getFirst();
    }

    /** Creates a key in addition to the existing ones, and returns its id. */
    String create(Instant now) {
        List<String> created = new ArrayList<>();
        exclusively(() -> created.add(write(now)));
        return created.getFirst();
    }

    private void exclusively(SharedDirectory.Work work) {
        try {
            SharedDirectory.runExclusively(directory, work);
        } catch (IOException e) {
            throw new UncheckedIOException("The key-encryption keys in " + directory + " cannot be written.", e);
        }
    }

    private String write(Instant now) throws IOException {
        Instant free = now;
        while (Files.exists(directory.resolve(NAME.format(free) + SUFFIX))) {
            free = free.plusMillis(1); // another process has created a key in the same millisecond
        }
        String id = NAME.format(free);
        String text = Base64.getEncoder().encodeToString(AesGcm.newKey().getEncoded()) + "\n";
        PrivateFile.write(directory.resolve(id + SUFFIX), text.getBytes(StandardCharsets.US_ASCII));
        return id;
    }

    private List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(id -> ID.matcher(id).matches())
                    .sorted()
                    .toList();
        }
    }
}
