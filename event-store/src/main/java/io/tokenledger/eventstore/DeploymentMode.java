package io.tokenledger.eventstore;

import io.tokenledger.eventstore.startup.StartupException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** What keeps the events: the setting {@code LEDGER_STORE}. */
public enum DeploymentMode {
    /** A PostgreSQL of this process's own. */
    EMBEDDED,
    /** A PostgreSQL that any number of processes share. */
    POSTGRES,
    /** Axon Server, which also carries commands and queries between processes; tables are in a PostgreSQL that they share. */
    AXONSERVER;

    /** Whether tables are there too, so that an event and what it means to them are one transaction. */
    public boolean keepsTables() {
        return this != AXONSERVER;
    }

    /**
     * As it is set; embedded where nothing is.
     *
     * @throws StartupException where there is no such store, or this process is one side and the store is to be its own
     */
    public static DeploymentMode of(Environment environment) {
        String setting = environment.getProperty("ledger.store", "embedded");
        String side = environment.getProperty("ledger.side");
        if (side != null && setting.equals("embedded")) {
            throw new StartupException("LEDGER_STORE is embedded, but this is the " + side
                    + " side alone, which shares its store with others and would not hear of what they change: set it to"
                    + " postgres or axonserver, as for all processes of this ledger.");
        }
        return Arrays.stream(values())
                .filter(store -> store.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        "LEDGER_STORE is '" + setting + "'; it must be embedded, postgres or axonserver."));
    }
}
