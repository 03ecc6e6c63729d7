package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jars of an older build: the results of {@code mvn package} in one folder. */
final class OlderBuild {
    private OlderBuild() {}

    static Path jar(Path folder, String module) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + module + "-*-exec.jar in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
