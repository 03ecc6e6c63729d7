package io.tokenledger.webconsole;

import io.tokenledger.api.WebConfiguration;
import io.tokenledger.console.ConsoleConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The web console as a process of its own, in front of the processes of both sides. It has no store and no keys. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({WebConfiguration.class, ConsoleConfiguration.class})
public class WebConsole {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(WebConsole.class);
        application.setDefaultProperties(SETTINGS);
        application.run(arguments);
    }

    /** Reads {@code console-process.yml}, because Spring reads only one of several {@code application.yml} on the class path. */
    public static final Map<String, Object> SETTINGS = Map.of("spring.config.name", "console-process");
}
