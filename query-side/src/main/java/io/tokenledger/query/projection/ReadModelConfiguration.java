package io.tokenledger.query.projection;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wraps the connection pool so that connections use the schema that the thread has selected. */
@Configuration(proxyBeanMethods = false)
class ReadModelConfiguration {
    @Bean
    static BeanPostProcessor readModelDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? new ReadModelDataSource(pool) : bean;
            }
        };
    }
}
