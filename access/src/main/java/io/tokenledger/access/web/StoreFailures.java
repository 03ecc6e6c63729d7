package io.tokenledger.access.web;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;

/** Which failures mean that the store cannot take or give anything now, and that trying later may help. */
final class StoreFailures {
    /** SQL state classes: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> OUT_OF_REACH = Set.of("08", "53", "57", "58");

    private StoreFailures() {}

    static boolean isOutOfReach(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof AxonTransientException
                    || cause instanceof NoHandlerForCommandException
                    || (cause instanceof SQLException sql && isOutOfReach(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL's class 22, data exception: a value that no column can hold, such as a text with a NUL. */
    static boolean isBadValue(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("22")) {
                return true;
            }
        }
        return false;
    }

    /** Without a state it was not the database that spoke, but the pool, of a connection that is gone. */
    private static boolean isOutOfReach(@Nullable String state) {
        return state == null || (state.length() == 5 && OUT_OF_REACH.contains(state.substring(0, 2)));
    }
}
