package io.tokenledger.eventstore.keyfiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder of secrets that several processes of one ledger may share. A process creates a missing file, such as the
 * first signing key, under a lock. Later processes find the file.
 */
public final class SharedDirectory {
    private static final String LOCK = "keys.lock";
    private static final Set<StandardOpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SharedDirectory() {}

    /** Work that reads and writes files. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Runs the work while no other thread or process runs any in this folder. Creates a missing folder. */
    public static synchronized void runExclusively(Path directory, Work work) throws IOException {
        PrivateFile.directory(directory);
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), OPTIONS, OWNER_ONLY);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            work.run();
        }
    }
}
