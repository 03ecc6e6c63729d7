package io.tokenledger.commandside;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the command side alone. Query sides run beside it on the same event store. */
@SpringBootApplication
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
