package io.tokenledger.allinone;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the embedded deployment mode, the default: there is no store to install or configure. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode(DeploymentMode.EMBEDDED)
@EnableConfigurationProperties(DataDirectoryProperties.class)
class EmbeddedStoreConfiguration {
    @Bean
    DiskSpaceMonitor diskSpaceMonitor(DataDirectory data, DataDirectoryProperties settings) {
        return new DiskSpaceMonitor(data, settings.reserve());
    }

    @Bean(destroyMethod = "") // EmbeddedStoreStart stops it
    EmbeddedStore embeddedStore(EmbeddedStoreStart start) throws InterruptedException {
        return start.await();
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(EmbeddedStore store) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return store.username();
            }

            @Override
            public String getPassword() {
                return store.password();
            }

            @Override
            public String getJdbcUrl() {
                return store.jdbcUrl();
            }
        };
    }
}
