package io.tokenledger.query;

import io.tokenledger.query.projection.SharedQueryHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * Components with which a command side answers its own queries where there is no bus. They read the read models that
 * query-side processes write.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "ledger.side", havingValue = "command")
@ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
@ComponentScan(
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SharedQueryHandler.class))
public class SharedQueryConfiguration {}
