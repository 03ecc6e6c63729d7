package io.tokenledger.eventstore.startup;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains in one sentence that PostgreSQL cannot be reached or rejects the connection, instead of a stack trace. */
public final class DatabaseAccessFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final Environment environment;

    public DatabaseAccessFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        if (state.equals(TOO_MANY_CONNECTIONS)) {
            return new FailureAnalysis(
                    "The store at " + address() + " has no free connection for this process: " + cause.getMessage(),
                    "Raise max_connections of PostgreSQL. Each process uses up to 28 connections.",
                    cause);
        }
        if (!state.startsWith("08") && !state.startsWith("28") && !state.startsWith("3D")) {
            return null;
        }
        return new FailureAnalysis(
                "The store at " + address() + " is unavailable, or rejects the login of this ledger: "
                        + cause.getMessage(),
                "Start PostgreSQL, or correct LEDGER_POSTGRES_URL, LEDGER_POSTGRES_USERNAME"
                        + " and LEDGER_POSTGRES_PASSWORD.",
                cause);
    }

    /** Omits the parameters of the URL, because they may contain a password. */
    private String address() {
        return environment.getProperty("spring.datasource.url", "").replaceFirst("\\?.*", "");
    }
}
