package io.tokenledger.allinone;

import io.tokenledger.allinone.operator.OperatorCommands;
import io.tokenledger.api.WebConfiguration;
import io.tokenledger.authentication.AuthenticationConfiguration;
import io.tokenledger.command.CommandSideConfiguration;
import io.tokenledger.console.ConsoleConfiguration;
import io.tokenledger.eventstore.EventStoreConfiguration;
import io.tokenledger.query.QuerySideConfiguration;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/**
 * Runs both sides in one process. With the name of a command as first argument, runs that command instead
 * ({@link OperatorCommands}).
 */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
    EventStoreConfiguration.class,
    WebConfiguration.class,
    AuthenticationConfiguration.class,
    CommandSideConfiguration.class,
    QuerySideConfiguration.class,
    ConsoleConfiguration.class
})
public class TokenLedger {
    public static void main(String[] arguments) {
        OptionalInt exitCode = OperatorCommands.run(Arrays.asList(arguments), System.getenv(), System.out);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        SpringApplication.run(TokenLedger.class, arguments);
    }
}
