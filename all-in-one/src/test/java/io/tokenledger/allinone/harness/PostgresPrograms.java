package io.tokenledger.allinone.harness;

import io.tokenledger.allinone.StoreTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Shared binaries of the embedded PostgreSQL, since unpacking them takes a second and a half for each ledger. */
public final class PostgresPrograms {
    private static final Path SHARED = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

    private PostgresPrograms() {}

    /** Prepares an unused data directory as if a ledger had created the store and its tables there. */
    public static void into(Path dataDirectory) {
        try (Stream<Path> files = Files.list(dataDirectory)) {
            if (files.findAny().isPresent()) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        link(dataDirectory);
        StoreTemplate.copyInto(dataDirectory);
    }

    /** Prepares an unused data directory as if a ledger had unpacked the binaries there. */
    public static void link(Path dataDirectory) {
        try {
            Files.createDirectories(SHARED);
            Files.createSymbolicLink(dataDirectory.resolve("postgres-binaries"), SHARED);
            Files.writeString(dataDirectory.resolve("token-ledger.version"), "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
