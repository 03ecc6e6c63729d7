package io.tokenledger.queryside;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The query side alone; command sides run beside it, over the same store. */
@SpringBootApplication
public class QuerySide {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(QuerySide.class);
        application.setDefaultProperties(SETTINGS);
        application.run(arguments);
    }

    /** Not {@code application.yml}: of several on the class path only one would be read. */
    public static final Map<String, Object> SETTINGS = Map.of("spring.config.name", "query-process");
}
