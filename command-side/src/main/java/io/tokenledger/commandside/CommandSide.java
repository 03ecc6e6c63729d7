package io.tokenledger.commandside;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The command side alone; query sides run beside it, over the same store. */
@SpringBootApplication
public class CommandSide {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(CommandSide.class);
        application.setDefaultProperties(SETTINGS);
        application.run(arguments);
    }

    /** Not {@code application.yml}: of several on the class path only one would be read. */
    public static final Map<String, Object> SETTINGS = Map.of("spring.config.name", "command-process");
}
