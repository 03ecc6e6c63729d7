package io.tokenledger.eventstore.jdbc;

import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * Defines an order and no beans. Axon 4.13 names the JDBC auto-configurations of Spring Boot 3 only. On Boot 4 it would
 * look for the data source before there is one, and fall back to a transaction manager that does nothing.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
        },
        beforeName = {
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration"
        })
public class JdbcBeforeAxonAutoConfiguration {}
