package io.tokenledger.benchmarks;

import io.tokenledger.allinone.TokenLedger;
import org.springframework.boot.SpringApplication;

/** The ledger with an additional constant route for comparison, and a route for seeding. */
public final class LedgerWithConstantHandler {
    private LedgerWithConstantHandler() {}

    public static void main(String[] arguments) {
        new SpringApplication(TokenLedger.class, ConstantEndpoint.class, SeedEndpoint.class).run(arguments);
    }
}
