package io.tokenledger.api.error;

import io.tokenledger.api.problem.Problem;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Translates exceptions of the framework and of the store into problems. */
public final class ExceptionTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionTranslator.class);
    /** Time without failures after which the next failure begins a new outage. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final AtomicLong LAST_FAILURE_NANOS = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    private ExceptionTranslator() {}

    /** The problem for the exception; null if the exception is unexpected. */
    public static @Nullable ProblemException translate(Throwable failure) {
        return switch (failure) {
            case ProblemException refused -> refused;
            case HandlerExecutionException remote -> remote(remote);
            case CompletionException wrapped -> ofCause(wrapped);
            case AggregateNotFoundException gone ->
                ProblemCode.NOT_FOUND.because("The object does not exist, or was deleted.");
            case ConcurrencyException late ->
                ProblemCode.CONCURRENT_CHANGE.because("Another change was committed first.");
            default -> ofStore(failure);
        };
    }

    /** Whether the store is temporarily unavailable, so that a retry may succeed. */
    public static boolean isStoreUnavailable(Throwable failure) {
        return StoreExceptionTranslator.isUnavailable(failure);
    }

    private static @Nullable ProblemException ofCause(Throwable wrapped) {
        Throwable cause = wrapped.getCause();
        return cause == null ? null : translate(cause);
    }

    /** A problem from another node arrives as the details of Axon's own exception. */
    private static @Nullable ProblemException remote(HandlerExecutionException exception) {
        return exception.getDetails().orElse(null) instanceof Problem refusal
                ? new ProblemException(refusal)
                : ofStore(exception);
    }

    private static @Nullable ProblemException ofStore(Throwable failure) {
        if (StoreExceptionTranslator.isConflict(failure)) {
            return ProblemCode.CONCURRENT_CHANGE.because("Another change was committed first.");
        }
        if (StoreExceptionTranslator.isUnavailable(failure)) {
            logOutageOnce(failure);
            return ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "The store is temporarily unavailable.");
        }
        if (StoreExceptionTranslator.isBadValue(failure)) {
            return ProblemCode.BAD_VALUE.because("A value in the request cannot be stored or compared.");
        }
        return null;
    }

    /** Logs one line for each outage of the store, regardless of how many requests fail. */
    public static void logOutageOnce(Throwable failure) {
        long now = System.nanoTime();
        if (now - LAST_FAILURE_NANOS.getAndSet(now) >= QUIET_NANOS) {
            LOG.warn(
                    "The store is unavailable. Requests get 503 until it responds. Cause: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        }
    }
}
