package io.tokenledger.eventstore.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.axonserver.connector.ErrorCode;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Recognizes failures in which another writer was first, or holds a lock. A retry decides on the new state. */
public final class WriteConflicts {
    private static final String DEADLOCK = "40P01";

    /** PostgreSQL's {@code serialization_failure}, {@code deadlock_detected} and {@code lock_not_available}. */
    private static final Set<String> SQL_STATES = Set.of("40001", DEADLOCK, "55P03");

    private static final List<String> AXON_SERVER_PACKAGES =
            List.of("io.grpc.", "io.axoniq.", "org.axonframework.axonserver.");

    private WriteConflicts() {}

    public static boolean isConflict(Throwable failure) {
        return isInStore(failure)
                || anyCause(
                        failure,
                        cause -> cause instanceof SQLException sql
                                && sql.getSQLState() != null
                                && SQL_STATES.contains(sql.getSQLState()));
    }

    /** Whether PostgreSQL ended the transaction because it and another waited for each other's locks. */
    public static boolean isDeadlock(Throwable failure) {
        return anyCause(failure, cause -> cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState()));
    }

    /** Whether the store already has an event in this place. */
    public static boolean isInStore(Throwable failure) {
        return anyCause(
                failure,
                cause -> cause instanceof ConcurrencyException
                        || cause instanceof AggregateStreamCreationException // of the first event of an aggregate
                        || isAxonServerConflict(cause));
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> wanted) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Axon Server reports a rejected append by the code alone, and other failures with more text. Other exceptions that
     * contain the code do not count, because they may quote a caller.
     */
    private static boolean isAxonServerConflict(Throwable cause) {
        String code = ErrorCode.INVALID_EVENT_SEQUENCE.errorCode();
        String type = cause.getClass().getName();
        String message = String.valueOf(cause.getMessage());
        return message.equals(code)
                || (message.contains(code) && AXON_SERVER_PACKAGES.stream().anyMatch(type::startsWith));
    }
}
