package io.tokenledger.allinone;

import io.tokenledger.events.Sha256;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL programs of this build, once per build. */
final class PostgresBinaries {
    /** Names the directory of this build. The archive has 15 MB, so its digest is computed once. */
    private static @Nullable String digest;

    private PostgresBinaries() {}

    /**
     * Unpacks the programs. Several processes may unpack into the same directory at once.
     *
     * @param parent directory that holds one directory per build
     * @return directory with {@code bin} and {@code lib}
     */
    static synchronized Path unpackInto(Path parent) throws IOException {
        if (digest == null) {
            digest = digest(archive());
        }
        Path programs = parent.resolve("postgres-" + digest);
        if (!Files.exists(programs)) {
            Files.createDirectories(parent);
            Path unfinished = Files.createTempDirectory(parent, "unpacking");
            unpack(archive(), unfinished);
            publish(unfinished, programs);
        }
        return programs;
    }

    private static byte[] archive() throws IOException {
        try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
            return packed.readAllBytes();
        }
    }

    /** Renames the directory, so that no process uses it half-unpacked. */
    private static void publish(Path unfinished, Path programs) throws IOException {
        try {
            Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileSystemUtils.deleteRecursively(unfinished);
            if (!Files.exists(programs)) {
                throw e;
            }
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(
                            "The archive of PostgreSQL contains a path outside its folder: " + entry.getName());
                }
                unpack(entry, tar, file);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        if (entry.isSymbolicLink() || entry.isLink()) {
            linkTo(entry.getLinkName(), file);
        } else {
            Files.copy(content, file);
            boolean program = folder.endsWith("bin");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
        }
    }

    private static void linkTo(String target, Path file) throws IOException {
        try {
            Files.createSymbolicLink(file, Path.of(target));
        } catch (FileAlreadyExistsException twice) {
            // the archive contains some entries twice
        }
    }

    private static String digest(byte[] archive) {
        return HexFormat.of().formatHex(Sha256.of(archive), 0, 8);
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "Darwin" : name.contains("windows") ? "Windows" : "Linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }
}
