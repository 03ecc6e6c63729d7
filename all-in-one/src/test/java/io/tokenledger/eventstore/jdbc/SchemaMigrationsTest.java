package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.EventStoreConfiguration;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaMigrationsTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    /** The slow script stands for an index on a large table. */
    @Test
    void a_script_may_take_longer_than_any_transaction_may_be_idle() throws SQLException {
        HikariConfig strict = new HikariConfig();
        ledger.bean(DataSource.class).unwrap(HikariDataSource.class).copyStateTo(strict);
        strict.setPoolName("migrations-under-test");
        strict.setMaximumPoolSize(2);
        strict.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=500ms");
        FlywayMigrationStrategy strategy =
                new EventStoreConfiguration().migrateEachSchema(List.of(new SchemaMigrations("slow")));
        try (HikariDataSource pool = new HikariDataSource(strict)) {
            strategy.migrate(Flyway.configure()
                    .configuration(ledger.bean(Flyway.class).getConfiguration())
                    .dataSource(pool)
                    .load());

            assertThat(JdbcClient.create(pool)
                            .sql(
                                    "SELECT count(*) FROM slow.flyway_schema_history WHERE success AND script = 'V1__slow.sql'")
                            .query(Integer.class)
                            .single())
                    .isOne();
            JdbcClient.create(pool).sql("DROP SCHEMA slow CASCADE").update();
        }
    }
}
