package io.tokenledger.api.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only the ledger's own user can read. A file is written completely or not at all. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Creates the folder if it is missing, and removes the permissions of other users. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Writes the file into an existing folder, and replaces an earlier file of the same name. */
    public static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                "draft",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
