package io.tokenledger.queryside;

import io.tokenledger.api.WebConfiguration;
import io.tokenledger.authentication.AuthenticationConfiguration;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.query.QuerySideConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The query side as its own process. Command sides run beside it, on the same store. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
    EventStoreConfiguration.class,
    WebConfiguration.class,
    AuthenticationConfiguration.class,
    QuerySideConfiguration.class
})
public class QuerySide {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(QuerySide.class);
        application.setDefaultProperties(SETTINGS);
        application.run(arguments);
    }

    /** Reads {@code query-process.yml}, because Spring reads only one of several {@code application.yml} on the class path. */
    public static final Map<String, Object> SETTINGS = Map.of("spring.config.name", "query-process");
}
