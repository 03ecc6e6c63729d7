package io.tokenledger.allinone;

import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of all data that the ledger must keep. One process at a time locks it, and only its own user can read
 * it. A directory with files of other programs is rejected.
 */
final class DataDirectory implements AutoCloseable {
    private static final String MARKER = "token-ledger.version";
    private static final String VERSION = "1";
    private static final String LOCK = "token-ledger.lock";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Locks the directory, and creates it if it does not exist.
     *
     * @throws StartupException if it holds other files, has another version, is in use, or is not writable
     */
    static DataDirectory open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            requireLedgerFiles(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartupException("The data directory " + root
                        + " is in use by another ledger. Stop that ledger, or set LEDGER_DATA_DIR to another folder.");
            }
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(root.resolve(MARKER), VERSION);
            return new DataDirectory(root, channel, lock);
        } catch (IOException e) {
            throw new StartupException(
                    "The data directory " + root + " cannot be written (" + e.getMessage()
                            + "). Free disk space or grant access, or set LEDGER_DATA_DIR to another folder.",
                    e);
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    Path root() {
        return root;
    }

    private static void requireLedgerFiles(Path root) throws IOException {
        Path marker = root.resolve(MARKER);
        if (Files.exists(marker)) {
            String version = Files.readString(marker).strip();
            if (!version.equals(VERSION) && !version.isEmpty()) {
                throw new StartupException("The data directory " + root + " has layout version " + version
                        + ", and this build reads version " + VERSION
                        + ". Start the build that wrote it.");
            }
            return;
        }
        try (Stream<Path> files = Files.list(root)) {
            if (files.anyMatch(file -> !file.getFileName().toString().equals(LOCK))) {
                throw new StartupException("The folder " + root
                        + " contains files of other programs. Set LEDGER_DATA_DIR to an empty folder.");
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
