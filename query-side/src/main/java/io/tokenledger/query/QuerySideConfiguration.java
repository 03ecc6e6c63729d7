package io.tokenledger.query;

import io.tokenledger.eventstore.Migrations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the query side together. */
@AutoConfiguration
@ComponentScan
@EnableScheduling
public class QuerySideConfiguration {
    @Bean
    Migrations querySideTables() {
        return new Migrations("query_side");
    }
}
