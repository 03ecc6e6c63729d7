package io.tokenledger.query;

import io.tokenledger.eventstore.Migrations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the query side together. */
@AutoConfiguration
@ConditionalOnProperty(name = "ledger.side", havingValue = "query", matchIfMissing = true)
@ComponentScan
@EnableScheduling
public class QuerySideConfiguration {
    @Bean
    Migrations querySideTables() {
        return new Migrations("query_side");
    }
}
