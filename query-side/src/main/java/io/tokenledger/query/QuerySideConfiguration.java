package io.tokenledger.query;

import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the query side. */
@AutoConfiguration
@ConditionalOnProperty(name = "ledger.side", havingValue = "query", matchIfMissing = true)
@ComponentScan
@EnableScheduling
public class QuerySideConfiguration {
    @Bean
    SchemaMigrations querySideTables() {
        return new SchemaMigrations("query_side");
    }
}
