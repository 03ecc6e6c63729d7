package io.tokenledger.command.readyourwrites;

import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CommitBarrier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a no-op command also wait until all processes have applied the change that it found, because that change may
 * not be acknowledged yet. Axon finds this interceptor by its type.
 */
@Component
public class NoOpCommandBarrier implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final CommitBarrier commitBarrier;

    NoOpCommandBarrier(CommitBarrier commitBarrier) {
        this.commitBarrier = commitBarrier;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        Object answer = chain.proceed();
        if (unitOfWork.getMessage().getPayloadType() != VerifyCredential.class) {
            unitOfWork.onPrepareCommit(decided -> commitBarrier.afterNoOp()); // the events are published by then
        }
        return answer;
    }
}
