package io.tokenledger.door;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Lets a command decide again that was decided on a history which another process has gone on with meanwhile. Within one
 * process commands on the same aggregate wait for each other; between processes the second to append is turned away, and
 * has to look again to be told the same as if it had waited.
 */
final class ConflictRetries implements RetryScheduler {
    private static final int MOST = 20;
    private static final long PAUSE_MS = 5;

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException failure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        if (!(failure instanceof ConcurrencyException) || failures.size() > MOST) {
            return false;
        }
        later(failures.size()).execute(dispatch);
        return true;
    }

    private static Executor later(int attempt) {
        return CompletableFuture.delayedExecutor(PAUSE_MS * attempt, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    }
}
