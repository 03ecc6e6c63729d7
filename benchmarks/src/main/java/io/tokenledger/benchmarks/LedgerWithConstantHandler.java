package io.tokenledger.benchmarks;

import io.tokenledger.allinone.TokenLedger;
import org.springframework.boot.SpringApplication;

/** The ledger as it is, and one route more to compare it with. */
public final class LedgerWithConstantHandler {
    private LedgerWithConstantHandler() {}

    public static void main(String[] arguments) {
        new SpringApplication(TokenLedger.class, ConstantEndpoint.class, SeedEndpoint.class).run(arguments);
    }
}
