package io.tokenledger.allinone;

import io.tokenledger.allinone.operator.OperatorCommands;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Both sides in one process; or, with the name of a command first, an operator's command ({@link OperatorCommands}). */
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
