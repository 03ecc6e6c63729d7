package io.tokenledger.allinone;

import io.tokenledger.allinone.operator.OperatorCommands;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Runs both sides in one process. With the name of a command as first argument, runs that command instead
 * ({@link OperatorCommands}).
 */
@SpringBootApplication
public class TokenLedger {
    public static void main(String[] arguments) {
        OptionalInt exitCode = OperatorCommands.run(Arrays.asList(arguments), System.getenv(), System.out);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        SpringApplication.run(TokenLedger.class, arguments);
    }
}
