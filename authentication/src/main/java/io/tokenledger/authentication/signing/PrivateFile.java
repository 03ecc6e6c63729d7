package io.tokenledger.authentication.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but the ledger's own user may read, whole or not there at all. */
final class PrivateFile {
    private PrivateFile() {}

    /** Makes the folder where there is none, and closes it to others where there is. */
    static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                "draft",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
