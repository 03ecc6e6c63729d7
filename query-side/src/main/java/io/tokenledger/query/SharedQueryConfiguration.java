package io.tokenledger.query;

import io.tokenledger.query.projection.SharedQueryHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** What a command side brings along to ask without a bus: answers from the read models that other processes write. */
@AutoConfiguration
@ConditionalOnProperty(name = "ledger.side", havingValue = "command")
@ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
@ComponentScan(
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SharedQueryHandler.class))
public class SharedQueryConfiguration {}
