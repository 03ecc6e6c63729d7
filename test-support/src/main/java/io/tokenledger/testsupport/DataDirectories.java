package io.tokenledger.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories for the data of tests. They are in memory if the system offers enough of it, because a commit on a disk
 * waits milliseconds. {@code -Dtests.data=DIRECTORY} chooses another parent.
 */
public final class DataDirectories {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long REQUIRED_BYTES = 4L << 30;

    private DataDirectories() {}

    /** Creates an empty directory that only this user can open. */
    public static Path create(String prefix) {
        try {
            return Files.createTempDirectory(parent(), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path parent() throws IOException {
        String chosen = System.getProperty("tests.data", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen);
        }
        boolean inMemory =
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= REQUIRED_BYTES;
        return inMemory ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
