package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.testsupport.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrations run with the settings of the product, {@code event-store.yml}. */
class SchemaMigrationsTest {
    private final TestDatabase database = TestDatabase.empty();

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class Application {
        @Bean
        FlywayMigrationStrategy migrateEachSchema() {
            return new EventStoreConfiguration().migrateEachSchema(List.of(new SchemaMigrations("slow")));
        }
    }

    /** The slow script stands for an index on a large table. */
    @Test
    void a_script_may_take_longer_than_any_transaction_may_be_idle() {
        HikariDataSource pool = database.pool();
        new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.name=event-store",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + pool.getJdbcUrl(),
                        "--spring.datasource.username=" + pool.getUsername(),
                        "--spring.datasource.password=" + pool.getPassword(),
                        "--spring.datasource.hikari.data-source-properties.options="
                                + "-c idle_in_transaction_session_timeout=2s")
                .close();

        assertThat(database.jdbc()
                        .sql(
                                "SELECT count(*) FROM slow.flyway_schema_history WHERE success AND script = 'V1__slow.sql'")
                        .query(Integer.class)
                        .single())
                .isOne();
    }
}
