package io.tokenledger.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for an externally managed PostgreSQL. All tests of this JVM share it, with one database for each ledger. */
public final class SharedPostgres {
    /** Name and password of its only user. */
    static final String USER = "postgres";

    private static final Map<Path, Map<String, String>> KNOWN = new HashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {}

    /** The connection properties of the ledger's database. The first call for a directory creates an empty database. */
    public static synchronized Map<String, String> databaseOf(Path directory) {
        return KNOWN.computeIfAbsent(
                directory,
                first -> Map.of(
                        "spring.datasource.url", url(newDatabase("template1")),
                        "spring.datasource.username", USER,
                        "spring.datasource.password", USER));
    }

    /** Creates a database with the tables of another one, which no connection may use. */
    static String newDatabase(String template) {
        String name = "ledger_" + DATABASES.incrementAndGet();
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + Running.SERVER.getPort() + "/" + database;
    }

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setDataDirectory(DataDirectories.create("shared-postgres"))
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setServerConfig("max_connections", "1000")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                CloseAtExit.close(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
