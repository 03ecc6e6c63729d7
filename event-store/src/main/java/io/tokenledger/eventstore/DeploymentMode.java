package io.tokenledger.eventstore;

import io.tokenledger.events.WireNames;
import io.tokenledger.eventstore.startup.StartupException;
import java.util.Arrays;
import org.springframework.core.env.Environment;

/** Where events are stored; configured by {@code LEDGER_STORE}. */
public enum DeploymentMode {
    /** A PostgreSQL that belongs to this process alone. */
    EMBEDDED,
    /** A PostgreSQL that any number of processes share. */
    POSTGRES,
    /**
     * Axon Server, which also carries commands and queries between processes. The tables are in a shared PostgreSQL.
     */
    AXONSERVER;

    /**
     * Whether the event store also holds the tables, so that an event and its changes of tables are one transaction.
     */
    public boolean keepsTables() {
        return this != AXONSERVER;
    }

    /**
     * The configured mode; embedded by default.
     *
     * @throws StartupException if the mode is unknown, or if this process is one side and the mode is embedded
     */
    public static DeploymentMode of(Environment environment) {
        String setting = environment.getProperty("ledger.store", "embedded");
        String side = environment.getProperty("ledger.side");
        if (side != null && setting.equals("embedded")) {
            throw new StartupException("LEDGER_STORE is embedded, but this process runs only the " + side
                    + " side, and both sides must share one store. Set LEDGER_STORE to postgres or axonserver,"
                    + " the same for all processes of this ledger.");
        }
        return Arrays.stream(values())
                .filter(store -> WireNames.of(store).equals(setting))
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        "LEDGER_STORE is '" + setting + "'; it must be embedded, postgres or axonserver."));
    }
}
