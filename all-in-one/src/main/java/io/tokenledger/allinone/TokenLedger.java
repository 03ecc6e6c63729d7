package io.tokenledger.allinone;

import io.tokenledger.allinone.operator.Commands;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Both sides in one process; or, with the word {@code replay} first, an operator's question to one that runs. */
@SpringBootApplication
public class TokenLedger {
    public static void main(String[] arguments) {
        OptionalInt exitCode = Commands.run(Arrays.asList(arguments), System.getenv(), System.out);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        SpringApplication.run(TokenLedger.class, arguments);
    }
}
