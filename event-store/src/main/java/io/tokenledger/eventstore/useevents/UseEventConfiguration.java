package io.tokenledger.eventstore.useevents;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the table of uses. Axon Server keeps uses with all other events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
@EnableConfigurationProperties(UseEventProperties.class)
public class UseEventConfiguration {
    @Bean
    @DependsOnDatabaseInitialization
    UsePartitions usePartitions(JdbcClient jdbc, UseEventProperties settings) {
        UsePartitions partitions = new UsePartitions(jdbc, settings.partitionSize());
        partitions.create();
        return partitions;
    }

    @Bean
    @DependsOn("usePartitions") // so that each row has a partition
    UseEventTable useEventTable(DataSource pool) {
        return new UseEventTable(new JdbcTemplate(pool));
    }

    @Bean
    ExpiredUses expiredUses(DataSource pool) {
        return new ExpiredUses(pool);
    }

    @Bean
    EmptyUsePartitions emptyUsePartitions(JdbcClient jdbc) {
        return new EmptyUsePartitions(jdbc);
    }

    @Bean
    UsePartitionHealthIndicator usePartitionHealthIndicator(UsePartitions partitions) {
        return new UsePartitionHealthIndicator(partitions);
    }
}
