package io.tokenledger.authentication.commandbus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.error.ExceptionTranslator;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.eventstore.jdbc.WriteConflicts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/**
 * The local command bus, for commands of this process and for those that other processes send to it.
 *
 * <p>Retries a command if another process has changed its aggregate meanwhile. Within one process, commands on the same
 * aggregate wait for each other. Between processes, the store rejects the second append. The retry decides on the new
 * state, so its outcome is the same as if the command had waited.
 *
 * <p>Translates failures into problems, because only a problem reaches a caller on another node.
 */
public final class RetryingCommandBus implements CommandBus {
    static final String RETRIES = "ledger.command.retries";

    private static final long PAUSE_MS = 5;

    private final CommandBus bus;
    private final Counter conflicts;
    private final Counter deadlocks;

    public RetryingCommandBus(CommandBus bus, MeterRegistry meters) {
        this.bus = bus;
        conflicts = retries(meters, "conflict");
        deadlocks = retries(meters, "deadlock");
    }

    private static Counter retries(MeterRegistry meters, String cause) {
        return Counter.builder(RETRIES)
                .tag("cause", cause)
                .description("Commands retried because another transaction committed first; a deadlock is a defect")
                .register(meters);
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, NoOpCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        dispatch(command, callback, 1);
    }

    private <C, R> void dispatch(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback, int attempt) {
        CommandCallback<C, R> again = (message, result) -> {
            if (result.isExceptional()
                    && attempt <= AuthenticationLimits.MAX_COMMAND_RETRIES
                    && WriteConflicts.isConflict(result.exceptionResult())) {
                (WriteConflicts.isDeadlock(result.exceptionResult()) ? deadlocks : conflicts).increment();
                retryExecutor(attempt).execute(() -> dispatch(command, callback, attempt + 1));
            } else {
                callback.onResult(message, translated(result));
            }
        };
        try {
            bus.dispatch(command, again);
        } catch (RuntimeException beforeItBegan) { // for example, no connection for its transaction
            callback.onResult(command, translated(GenericCommandResultMessage.asCommandResultMessage(beforeItBegan)));
        }
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(commandName, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerDispatchInterceptor(interceptor);
    }

    /** The same result, with its failure translated into a problem where one is known. */
    static <R> CommandResultMessage<? extends R> translated(CommandResultMessage<? extends R> result) {
        if (result.isExceptional()) {
            ProblemException refused = ExceptionTranslator.translate(result.exceptionResult());
            if (refused != null) {
                return GenericCommandResultMessage.asCommandResultMessage(refused);
            }
        }
        return result;
    }

    private static Executor retryExecutor(int attempt) {
        return CompletableFuture.delayedExecutor(PAUSE_MS * attempt, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    }
}
