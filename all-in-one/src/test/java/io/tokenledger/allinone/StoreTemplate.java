package io.tokenledger.allinone;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.PostgresPrograms;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import io.tokenledger.testsupport.CloseAtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * An embedded store with all tables and no rows. New ledgers of tests start with a copy, because its creation and the
 * migrations take seconds for each ledger.
 */
public final class StoreTemplate {
    private static final List<String> FILES = List.of("postgres", "postgres.password");
    private static final List<SchemaMigrations> SCHEMAS = List.of(
            new SchemaMigrations("events"), new SchemaMigrations("command_side"), new SchemaMigrations("query_side"));

    private StoreTemplate() {}

    /** Copies the store into a new data directory. */
    public static void copyInto(Path dataDirectory) {
        for (String file : FILES) {
            copy(Created.TEMPLATE.resolve(file), dataDirectory.resolve(file));
        }
    }

    /** Keeps permissions, as PostgreSQL requires. */
    private static void copy(Path from, Path to) {
        try {
            int exitCode = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("cp ended with exit code " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Created {
        static final Path TEMPLATE = create();

        private static Path create() {
            Path directory = LedgerUnderTest.newDirectory();
            CloseAtExit.close(() -> LedgerUnderTest.delete(directory));
            PostgresPrograms.link(directory);
            try (DataDirectory data = DataDirectory.open(directory);
                    EmbeddedStore store = EmbeddedStore.start(data)) {
                new EventStoreConfiguration()
                        .migrateEachSchema(SCHEMAS)
                        .migrate(Flyway.configure()
                                .dataSource(store.jdbcUrl(), store.username(), store.password())
                                .load());
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
