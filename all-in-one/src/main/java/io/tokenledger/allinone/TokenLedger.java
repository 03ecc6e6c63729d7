package io.tokenledger.allinone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Both sides in one process. */
@SpringBootApplication
public class TokenLedger {
    public static void main(String[] arguments) {
        SpringApplication.run(TokenLedger.class, arguments);
    }
}
