package io.tokenledger.query;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.query.projection.SharedQueryHandler;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/**
 * Components with which a command side alone answers its own queries where there is no bus. They read the read models
 * that query-side processes write.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
@ConfigurationPropertiesScan
@ComponentScan(
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SharedQueryHandler.class))
public class SharedQueryConfiguration {}
