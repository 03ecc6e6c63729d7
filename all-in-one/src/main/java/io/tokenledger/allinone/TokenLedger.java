package io.tokenledger.allinone;

import io.tokenledger.allinone.operator.ReplayCommand;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Both sides in one process; or, with the word {@code replay} first, an operator's question to one that runs. */
@SpringBootApplication
public class TokenLedger {
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("replay")) {
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            System.exit(ReplayCommand.run(rest, System.getenv(), System.out));
        }
        SpringApplication.run(TokenLedger.class, arguments);
    }
}
