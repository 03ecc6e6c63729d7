package io.tokenledger.authentication.commandbus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.error.ExceptionTranslator;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.eventstore.jdbc.WriteConflicts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;

/**
 * Where this process decides commands, its own and those that others send it.
 *
 * <p>A command decides again that was decided on a history which another process has gone on with meanwhile: within one
 * process commands on the same aggregate wait for each other; between processes the second to append is turned away, and
 * has to look again to be told the same as if it had waited.
 *
 * <p>Failures become refusals here, since only what a refusal carries reaches a caller on another node.
 */
public final class RetryingCommandBus extends SimpleCommandBus {
    static final String RETRIES = "ledger.command.retries";

    private static final int MOST = 20;
    private static final long PAUSE_MS = 5;

    private final Counter conflicts;
    private final Counter deadlocks;

    public RetryingCommandBus(Builder builder, MeterRegistry meters) {
        super(builder);
        conflicts = retries(meters, "conflict");
        deadlocks = retries(meters, "deadlock");
    }

    private static Counter retries(MeterRegistry meters, String cause) {
        return Counter.builder(RETRIES)
                .tag("cause", cause)
                .description("Commands decided again because another transaction was first; a deadlock is a defect")
                .register(meters);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        handle(command, handler, callback, 1);
    }

    private <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback,
            int attempt) {
        CommandCallback<C, R> again = (message, result) -> {
            if (result.isExceptional() && attempt <= MOST && WriteConflicts.isOne(result.exceptionResult())) {
                (WriteConflicts.isDeadlock(result.exceptionResult()) ? deadlocks : conflicts).increment();
                later(attempt).execute(() -> handle(command, handler, callback, attempt + 1));
            } else {
                callback.onResult(message, explained(result));
            }
        };
        try {
            super.handle(command, handler, again);
        } catch (RuntimeException beforeItBegan) { // no connection for its transaction, for example
            callback.onResult(command, explained(GenericCommandResultMessage.asCommandResultMessage(beforeItBegan)));
        }
    }

    /** The same result, with a failure as the refusal that it means, where it means one. */
    static <R> CommandResultMessage<? extends R> explained(CommandResultMessage<? extends R> result) {
        if (result.isExceptional()) {
            ProblemException refused = ExceptionTranslator.refusal(result.exceptionResult());
            if (refused != null) {
                return GenericCommandResultMessage.asCommandResultMessage(refused);
            }
        }
        return result;
    }

    private static Executor later(int attempt) {
        return CompletableFuture.delayedExecutor(PAUSE_MS * attempt, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    }
}
