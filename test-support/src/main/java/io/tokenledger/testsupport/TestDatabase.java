package io.tokenledger.testsupport;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A new database on the shared PostgreSQL, with a connection pool like a ledger's. It exists until the JVM exits. */
public final class TestDatabase {
    private static final String EMPTY = "template1";
    private static final Path KEY_FOLDER = DataDirectories.create("encryption-keys");
    private static final Map<List<String>, String> MIGRATED = new HashMap<>();

    private final HikariDataSource pool;
    private final JdbcTemplate template;
    private final JdbcTransactionManager transactions;

    private TestDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.template = new JdbcTemplate(pool);
        this.transactions = new JdbcTransactionManager(pool);
        CloseAtExit.close(pool);
    }

    public static TestDatabase empty() {
        return new TestDatabase(poolOf(SharedPostgres.newDatabase(EMPTY)));
    }

    /**
     * A database with the tables of these schemas. The first call for the same schemas runs their migrations; further
     * ones copy the result.
     *
     * @param schemas names of schemas in the order of their migrations, {@code events} first
     */
    public static synchronized TestDatabase of(String... schemas) {
        String migrated = MIGRATED.computeIfAbsent(List.of(schemas), TestDatabase::migrate);
        return new TestDatabase(poolOf(SharedPostgres.newDatabase(migrated)));
    }

    private static String migrate(List<String> schemas) {
        String database = SharedPostgres.newDatabase(EMPTY);
        SchemaMigrations[] migrations =
                schemas.stream().map(SchemaMigrations::new).toArray(SchemaMigrations[]::new);
        try (HikariDataSource pool = poolOf(database)) {
            new EventStoreConfiguration()
                    .migrateEachSchema(Arrays.asList(migrations))
                    .migrate(Flyway.configure().dataSource(pool).load());
        }
        return database;
    }

    private static HikariDataSource poolOf(String database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(database);
        config.setJdbcUrl(SharedPostgres.url(database));
        config.setUsername(SharedPostgres.USER);
        config.setPassword(SharedPostgres.USER);
        config.setSchema("query_side"); // as in event-store.yml
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** The folder of the key-encryption keys of all processes in tests. */
    static Path keyFolder() {
        return KEY_FOLDER;
    }

    public HikariDataSource pool() {
        return pool;
    }

    public JdbcTemplate template() {
        return template;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(template);
    }

    public JdbcTransactionManager transactions() {
        return transactions;
    }
}
