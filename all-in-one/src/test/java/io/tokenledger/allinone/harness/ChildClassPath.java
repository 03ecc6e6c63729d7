package io.tokenledger.allinone.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM as jars, for child processes: a JVM shares an archive of classes only if they are in jars.
 * Folders of compiled classes are packed once and again after a change.
 */
final class ChildClassPath {
    /** Keeps the jars and the archive between test runs, so that a second run starts its processes faster. */
    static final Path FOLDER = Path.of("target", "child-processes").toAbsolutePath();

    private ChildClassPath() {}

    static String ofThisJvm() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes") && Files.exists(entry))
                .map(entry -> Files.isDirectory(entry) ? jarOf(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(Path classes) {
        Path module = classes.toAbsolutePath().getParent().getParent().getFileName();
        Path jar = FOLDER.resolve(module + ".jar");
        try {
            Files.createDirectories(FOLDER);
            if (!Files.exists(jar) || lastModified(classes) > lastModified(jar)) {
                run("--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".");
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The latest change of a file or folder below this one. */
    private static long lastModified(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.mapToLong(file -> file.toFile().lastModified()).max().orElseThrow();
        }
    }

    private static void run(String... arguments) {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        if (jar.run(System.out, System.err, arguments) != 0) {
            throw new IllegalStateException("jar failed: " + List.of(arguments));
        }
    }
}
