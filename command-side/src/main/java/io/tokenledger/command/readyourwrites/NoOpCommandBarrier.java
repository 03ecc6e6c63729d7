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
 * Lets a command that finds done what it wants wait as long as the one that did it: its answer, too, says that it is so
 * everywhere. Axon finds it by its type.
 */
@Component
public class NoOpCommandBarrier implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final CommitBarrier acknowledgements;

    NoOpCommandBarrier(CommitBarrier acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        Object answer = chain.proceed();
        if (unitOfWork.getMessage().getPayloadType() != VerifyCredential.class) {
            unitOfWork.onPrepareCommit(decided -> acknowledgements.afterNothing()); // by then its events are published
        }
        return answer;
    }
}
