package io.tokenledger.api.error;

import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.command.AxonServerNonTransientRemoteCommandHandlingException;
import org.axonframework.axonserver.connector.command.AxonServerRemoteCommandHandlingException;
import org.axonframework.axonserver.connector.query.AxonServerNonTransientRemoteQueryHandlingException;
import org.axonframework.axonserver.connector.query.AxonServerQueryDispatchException;
import org.axonframework.axonserver.connector.query.AxonServerRemoteQueryHandlingException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.common.AxonTransientException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.jspecify.annotations.Nullable;

/** Classifies failures of the store: temporarily unavailable, conflict, or a value that it cannot store. */
final class StoreExceptionTranslator {
    /** SQL state classes: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58");

    /** Of class 25: the server ended a transaction that was idle, or ran, for too long. */
    private static final Set<String> TIMEOUT_STATES = Set.of("25P03", "25P04");

    /** {@code serialization_failure}, {@code deadlock_detected} and {@code lock_not_available}. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    private StoreExceptionTranslator() {}

    static boolean isUnavailable(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof AxonTransientException
                    || cause instanceof NoHandlerForCommandException
                    || cause instanceof NoHandlerForQueryException
                    || cause instanceof StatusRuntimeException
                    || cause instanceof TimeoutException
                    || isOfAxonServer(cause)
                    || (cause instanceof SQLException sql && isUnavailable(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether Axon Server itself reports the failure. An exception from a handler on another node is not one of its
     * own.
     */
    private static boolean isOfAxonServer(Throwable failure) {
        return switch (failure) {
            case AxonServerRemoteCommandHandlingException handler -> false;
            case AxonServerNonTransientRemoteCommandHandlingException handler -> false;
            case AxonServerRemoteQueryHandlingException handler -> false;
            case AxonServerNonTransientRemoteQueryHandlingException handler -> false;
            case AxonServerException e -> true;
            case AxonServerCommandDispatchException e -> true;
            case AxonServerQueryDispatchException e -> true;
            default -> failure instanceof io.axoniq.axonserver.connector.AxonServerException;
        };
    }

    /**
     * Whether the transaction lost against another: a deadlock, a serialization failure or a lock that was not
     * available.
     */
    static boolean isConflict(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && CONFLICTS.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it is of PostgreSQL's class 22, data exception: a value that no column can hold, such as a text with a
     * NUL.
     */
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

    /** An exception without a state comes from the connection pool: the connection is closed. */
    private static boolean isUnavailable(@Nullable String state) {
        return state == null
                || TIMEOUT_STATES.contains(state)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }
}
