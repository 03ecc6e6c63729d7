package io.tokenledger.authentication.commandbus;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/**
 * Axon's gateway, for commands that may be decided on another node: what was refused there is refused here, and nobody
 * waits for an answer for ever.
 */
public final class DeadlineCommandGateway extends DefaultCommandGateway {
    private final Duration patience;

    public DeadlineCommandGateway(Builder builder, Duration patience) {
        super(builder);
        this.patience = patience;
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        CommandCallback<C, R> explaining =
                (message, result) -> callback.onResult(message, RetryingCommandBus.explained(result));
        super.send(command, explaining);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R> R sendAndWait(Object command) {
        return sendAndWait(command, RequestDeadline.left(patience).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it was done in the end is not known where this gives up. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        CommandCallback<Object, R> settle = (message, result) -> {
            try {
                if (result.isExceptional()) {
                    answer.completeExceptionally(result.exceptionResult());
                } else {
                    answer.complete(result.getPayload());
                }
            } catch (RuntimeException unreadable) { // it is read here
                answer.completeExceptionally(unreadable);
            }
        };
        send(command, settle);
        try {
            return answer.get(timeout, unit);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (TimeoutException late) {
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger did not answer in time.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "The ledger is stopping.");
        }
    }
}
