package io.tokenledger.authentication.commandbus;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Axon's command gateway with a timeout, for commands that another process may handle. A problem reported by that
 * process reaches the caller as the same problem.
 */
public final class DeadlineCommandGateway implements CommandGateway {
    private final CommandGateway gateway;
    private final Duration commandTimeout;

    public DeadlineCommandGateway(CommandGateway gateway, Duration commandTimeout) {
        this.gateway = gateway;
        this.commandTimeout = commandTimeout;
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        CommandCallback<C, R> explaining =
                (message, result) -> callback.onResult(message, RetryingCommandBus.translated(result));
        gateway.send(command, explaining);
    }

    @Override
    public <R> CompletableFuture<R> send(Object command) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        CommandCallback<Object, R> settle = (message, result) -> {
            try {
                if (result.isExceptional()) {
                    answer.completeExceptionally(result.exceptionResult());
                } else {
                    answer.complete(result.getPayload());
                }
            } catch (RuntimeException unreadable) { // the payload is deserialized here
                answer.completeExceptionally(unreadable);
            }
        };
        send(command, settle);
        return answer;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R> R sendAndWait(Object command) {
        return sendAndWait(command, RequestDeadline.remaining(commandTimeout).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** After a timeout, the outcome of the command is unknown. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        try {
            return this.<R>send(command).get(timeout, unit);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (TimeoutException late) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger did not answer in time.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger is stopping.");
        }
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return gateway.registerDispatchInterceptor(interceptor);
    }
}
