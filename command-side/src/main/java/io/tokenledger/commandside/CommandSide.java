package io.tokenledger.commandside;

import io.tokenledger.api.WebConfiguration;
import io.tokenledger.authentication.AuthenticationConfiguration;
import io.tokenledger.command.CommandSideConfiguration;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.query.SharedQueryConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Starts the command side alone. Query sides run beside it on the same event store. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
    EventStoreConfiguration.class,
    WebConfiguration.class,
    AuthenticationConfiguration.class,
    CommandSideConfiguration.class,
    SharedQueryConfiguration.class
})
public class CommandSide {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(CommandSide.class);
        application.setDefaultProperties(SETTINGS);
        application.run(arguments);
    }

    /**
     * Names the configuration file explicitly, because Spring reads only one of several {@code application.yml} on the
     * class path.
     */
    public static final Map<String, Object> SETTINGS = Map.of("spring.config.name", "command-process");
}
