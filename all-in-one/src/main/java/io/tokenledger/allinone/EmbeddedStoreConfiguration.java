package io.tokenledger.allinone;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the embedded deployment mode, the default: there is no store to install or configure. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "ledger.store", havingValue = "embedded", matchIfMissing = true)
class EmbeddedStoreConfiguration {
    @Bean
    EmbeddedStore embeddedStore(DataDirectory data) {
        return EmbeddedStore.start(data);
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
