package io.tokenledger.revocation;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Ports;
import io.tokenledger.testsupport.CloseAtExit;
import java.util.Map;

/** The ledger that all tests of this module share. It stops with the JVM. */
final class SharedLedger {
    /** The port is set, since the default issuer contains it. */
    private static final LedgerUnderTest LEDGER =
            LedgerUnderTest.start(Map.of("server.port", Integer.toString(Ports.free())));

    static {
        CloseAtExit.close(LEDGER);
    }

    private SharedLedger() {}

    static String url() {
        return LEDGER.url();
    }

    /** A client in a new session of the first superuser. */
    static Client admin() {
        return Client.of(LEDGER).signIn("admin", LedgerUnderTest.PASSWORD);
    }
}
