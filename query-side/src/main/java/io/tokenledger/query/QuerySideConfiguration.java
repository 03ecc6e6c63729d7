package io.tokenledger.query;

import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the query side. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
@EnableScheduling
public class QuerySideConfiguration {
    @Bean
    SchemaMigrations querySideTables() {
        return new SchemaMigrations("query_side");
    }
}
